/** User name and password of a URL, decoded. What is no percent-encoding stands for itself. */
export function credentialsOf(url: URL): { readonly username: string; readonly password: string } {
  return { username: decoded(url.username), password: decoded(url.password) };
}

/** The value of `Authorization` or `Proxy-Authorization` (RFC 7617), or null where there is neither name nor password. */
export function basicAuthorization(username: string, password: string): string | null {
  if (username === '' && password === '') return null;
  return `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
