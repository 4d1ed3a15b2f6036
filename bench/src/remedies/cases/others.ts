import type { Program, RemedyCase, Serving } from '../case.ts';
import { debianVersion, runCompiled, runProgram } from '../programs.ts';

/** Stacks of other languages, as Debian packages them: the first package is the stack, the others run it. */
export const otherCases: readonly RemedyCase[] = [
  other('gorilla', 'main.go', ['golang-github-gorilla-websocket-dev', 'golang-go'], runGo),
  other('coder-websocket', 'main.go', ['golang-nhooyr-websocket-dev', 'golang-go'], runGo),
  {
    ...other(
      'actioncable',
      'server.rb',
      ['ruby-actioncable', 'ruby-railties', 'ruby-actionpack', 'puma'],
      runRuby,
    ),
    path: '/cable',
    signedIn: true,
  },
  other('faye-websocket', 'server.rb', ['ruby-faye-websocket', 'puma'], runRuby),
  other('em-websocket', 'server.rb', ['ruby-em-websocket'], runRuby),
  other(
    'tomcat',
    'Server.java',
    ['libtomcat10-embed-java', 'libtomcat10-java', 'default-jdk-headless'],
    runJava(
      'tomcat10-embed-core',
      'tomcat10-embed-websocket',
      'tomcat10-embed-el',
      'tomcat10-annotations-api',
    ),
  ),
  other(
    'jetty',
    'Server.java',
    ['libjetty9-java', 'libjetty9-extra-java', 'default-jdk-headless'],
    runJava(
      'servlet-api',
      ...['server', 'servlet', 'http', 'io', 'util', 'security', 'client'].map((part) => `jetty9-${part}`),
      ...['api', 'common', 'server', 'servlet', 'client'].map((part) => `jetty9-websocket-${part}`),
    ),
  ),
  other('mojolicious', 'live.pl', ['libmojolicious-perl'], (program) => runProgram(program, '/usr/bin/perl')),
  other('libwebsockets', 'server.c', ['libwebsockets-dev', 'gcc', 'pkg-config'], runC('libwebsockets')),
  other('websocketpp', 'server.cpp', ['libwebsocketpp-dev', 'libasio-dev', 'g++'], (program) =>
    runCompiled(program, (source, binary) => ['g++', '-DASIO_STANDALONE', source, '-o', binary, '-pthread']),
  ),
  other('beast', 'server.cpp', ['libboost-dev', 'g++'], (program) =>
    runCompiled(program, (source, binary) => ['g++', source, '-o', binary, '-pthread']),
  ),
  other('libsoup', 'server.c', ['libsoup-3.0-dev', 'gcc', 'pkg-config'], runC('libsoup-3.0')),
];

function other(
  recipe: string,
  program: string,
  packages: readonly [stack: string, ...others: string[]],
  start: RemedyCase['start'],
): RemedyCase {
  return { recipe, program, version: () => packages.map(debianVersion)[0] ?? '', start };
}

/** With the libraries that Debian has in source, without modules. */
function runGo(program: Program): Promise<Serving> {
  const environment = ['GO111MODULE=off', 'GOPATH=/usr/share/gocode'];
  return runCompiled(program, (source, binary) => [
    'env',
    ...environment,
    'go',
    'build',
    '-o',
    binary,
    source,
  ]);
}

function runC(library: string): RemedyCase['start'] {
  const command = `gcc "$0" -o "$1" $(pkg-config --cflags --libs ${library})`;
  return (program) => runCompiled(program, (source, binary) => ['sh', '-c', command, source, binary]);
}

function runRuby(program: Program): Promise<Serving> {
  return runProgram(program, '/usr/bin/ruby');
}

function runJava(...jars: readonly string[]): RemedyCase['start'] {
  const classPath = jars.map((jar) => `/usr/share/java/${jar}.jar`).join(':');
  return (program) => runProgram(program, '/usr/bin/java', (file) => ['-cp', classPath, file]);
}
