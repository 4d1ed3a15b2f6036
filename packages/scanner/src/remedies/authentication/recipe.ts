import type { Defence, Recipe } from '../remedy.ts';

/** A way for a server to know whom it talks to, as code for `ws` of Node. */
export interface AuthenticationRecipe extends Recipe {
  readonly defence: Defence;
}

const ours = "In the place of the server's listener for upgrades.";
const handedOut = 'issueToken(session) is for the page of a signed-in user.';

/** Where the code goes that knows a visitor by the token alone. */
export const listener = `${ours} Yours is serve(connection, user); ${handedOut}`;

/** The same of code that compares the token with the session of the cookie. */
export const sessionListener = `${ours} Yours are sessionOf(request), which finds the session of the cookie, and serve(connection, user); ${handedOut}`;

/** True of every recipe, and said with each. */
export const originStays =
  'Validate the Origin as well: it keeps foreign pages out of the browsers of your users, and nothing else does. ' +
  'Other clients send any Origin they like, so a sensitive endpoint needs both, the Origin check and a secret.';

/** Code: tokens that stand for a user for a minute. */
export const tokenStore = `import { randomBytes } from 'node:crypto';

const tokens = new Map(); // where several processes serve: in a store that they share

/** For the page of a signed-in user; opens sockets for a minute. */
function issueToken({ user }) {
  const token = randomBytes(32).toString('base64url');
  tokens.set(token, user);
  setTimeout(() => tokens.delete(token), 60_000).unref();
  return token;
}
`;
