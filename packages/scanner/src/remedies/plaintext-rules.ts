/** The rules whose findings go away once the site has TLS and its plaintext port does nothing but redirect. */
export const plaintextRules = ['plaintext-endpoint', 'plaintext-accepted'] as const;
