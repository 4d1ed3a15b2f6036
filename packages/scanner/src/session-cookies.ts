import type { HeaderList } from './artifacts.ts';

/** Cookies of proxies, load balancers and analytics: they carry no session of the site. */
const infrastructure =
  /^(_ga|_gid|_gat|_gcl_|_fbp|_hj|_pk_|_clck|_clsk|__cf|cf_|__cflb|AWSALB|AWSELB|ARRAffinity|ApplicationGatewayAffinity|BIGipServer|TS01|incap_ses|visid_incap|ak_bmsc|bm_s|__utm|OptanonConsent|CookieConsent)/i;
/** Cookies of taste and consent, and the tokens that stand beside a session: alone they open nothing. */
const preference =
  /^((pref|ui|site|app)[_.-]?)?(theme|color[_-]?scheme|lang|language|locale|i18n\w*|currency|country|region|tz|time_?zone|consent|cookie_?(consent|notice|banner)|csrf_?token|xsrf-token|_csrf)$/i;

/** Whether a cookie of this name can be a session of the site. */
export function mayCarrySession(name: string): boolean {
  return !infrastructure.test(name) && !preference.test(name);
}

/** The names of the cookies that a request carried and that can be a session. */
export function sessionCookiesSent(requestHeaders: HeaderList): string[] {
  return requestHeaders
    .filter(([name]) => name.toLowerCase() === 'cookie')
    .flatMap(([, value]) => value.split(';'))
    .map((pair) => pair.split('=', 1)[0]?.trim() ?? '')
    .filter((name) => name !== '' && mayCarrySession(name));
}
