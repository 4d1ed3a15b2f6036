/** The rules whose findings go away once the server compares the Origin of every handshake with a list. */
export const originRules = ['origin-not-validated', 'origin-validated-weakly', 'session-hijackable'] as const;
