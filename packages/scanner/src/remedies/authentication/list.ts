import { firstMessage } from './first-message.ts';
import { echoedNonce } from './nonce.ts';
import { queryToken } from './query-token.ts';
import type { AuthenticationRecipe } from './recipe.ts';
import { sameSiteCookie } from './same-site.ts';
import { subprotocolToken } from './subprotocol-token.ts';

export const authenticationRecipes: readonly AuthenticationRecipe[] = [
  queryToken,
  firstMessage,
  subprotocolToken,
  echoedNonce,
  sameSiteCookie,
];
