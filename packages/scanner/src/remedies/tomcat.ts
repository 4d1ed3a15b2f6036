import { originRules } from './origin-rules.ts';
import { defineRemedy } from './remedy.ts';
import { byTomcat } from './wire-signs.ts';

export default defineRemedy({
  id: 'tomcat',
  name: 'Tomcat (Jakarta WebSocket, JSR 356)',
  recognise: byTomcat,
  signs:
    'The 101 has no reason phrase and spells "Connection: upgrade"; error pages end with Apache Tomcat and its version.',
  recipes: [
    {
      id: 'tomcat',
      title: 'Compare the Origin in the configurator',
      fixes: originRules,
      place: 'The annotation of the endpoint, and a class beside it.',
      language: 'java',
      code: `public static class OwnPages extends ServerEndpointConfig.Configurator {
  @Override
  public boolean checkOrigin(String origin) {
    return "https://shop.example".equals(origin);
  }
}

@ServerEndpoint(value = "/live", configurator = OwnPages.class)
`,
    },
  ],
  pitfalls: [
    'The default configurator lets every Origin in, and every endpoint needs the attribute.',
    'Before Tomcat 10 the package is javax.websocket. Jetty, WildFly, GlassFish and Open Liberty have the same class; there the code was not run.',
  ],
  links: [
    'https://jakarta.ee/specifications/websocket/2.1/apidocs/server/jakarta/websocket/server/serverendpointconfig.configurator',
  ],
});
