import { page, type VerdictCase } from '../case.ts';
import { serve, type Admission } from '../ws-server.ts';

const toTheLogin = { answer: 'HTTP/1.1 302 Found\r\nLocation: /login\r\nContent-Length: 0\r\n\r\n' };
const aPage = { answer: 'HTTP/1.1 200 OK\r\nContent-Length: 15\r\n\r\n<!doctype html>' };

/** Ways to turn a foreign Origin away without a 101, and ways that turn everybody away. */
export const before101: readonly VerdictCase[] = [
  foreign('401', 401),
  foreign('404', 404),
  foreign('500, because the check throws', 500),
  foreign('a redirect to the login', toTheLogin),
  foreign('200 and the start page', aPage),
  foreign('a dropped connection', 'drop'),
  { ...foreign('no answer', 'never'), start: () => refusing('never', 1_500) },
  everybody('404: nothing is served here', 404),
  everybody('401: a login is wanted', 401),
  everybody('403: an edge that knows no visitor', 403),
  everybody('426: a subprotocol is missing', 426),
  everybody('a redirect to the login', toTheLogin),
  everybody('503: no backend', 503),
  everybody('200 and a page', aPage),
];

function foreign(name: string, answer: Admission): VerdictCase {
  return {
    family: 'before the 101',
    name: `the foreign Origin gets ${name}`,
    policy: 'enforced',
    because: 'only the page gets a connection',
    start: () => refusing(answer),
  };
}

function refusing(answer: Admission, timeoutMs?: number): ReturnType<typeof serve> {
  return serve({
    admit: ({ origin }) => (origin === page ? true : answer),
    ...(timeoutMs !== undefined && { timeoutMs }),
  });
}

function everybody(name: string, answer: Admission): VerdictCase {
  return {
    family: 'before the 101',
    name: `everybody gets ${name}`,
    policy: 'undetermined',
    because: 'the control is refused',
    start: () => serve({ admit: () => answer }),
  };
}
