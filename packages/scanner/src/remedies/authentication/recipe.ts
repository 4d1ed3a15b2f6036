import type { Defence, Recipe } from '../remedy.ts';

/** A way for a server to know whom it talks to, as code for `ws` of Node. */
export interface AuthenticationRecipe extends Recipe {
  readonly defence: Defence;
}

export const listener =
  "In the place of the server's listener for upgrades. Yours are sessionOf(request), which finds the session of the cookie, and serve(connection, user); issueToken is for the page of a signed-in user.";

/** True of every recipe, and said with each. */
export const originStays =
  'Validate the Origin as well: it keeps foreign pages out of the browsers of your users, and nothing else does. ' +
  'Other clients send any Origin they like, so a sensitive endpoint needs both, the Origin check and a secret.';
