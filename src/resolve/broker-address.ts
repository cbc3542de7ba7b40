const DEFAULT_PORT = 9092;

/** `host:port` of an address as written, or why it is none. The port may be left out. */
export function readBrokerAddress(
  address: string,
): { readonly address: string } | { readonly reason: string; readonly hint?: string } {
  if (address.includes(',')) {
    return { reason: 'holds a comma', hint: "Write BROKERS ('host:port', ...) for several brokers." };
  }
  const text = address.trim();
  if (text === '') return { reason: 'is empty' };
  if (text.includes('://')) return { reason: 'holds a scheme' };
  const match = /^(\[[0-9A-Fa-f:.]+\]|[^:\s/[\]]+)(?::(\d+))?$/.exec(text);
  const host = match?.[1];
  if (host === undefined) return { reason: 'is not a host and a port' };
  const port = match?.[2] === undefined ? DEFAULT_PORT : Number(match[2]);
  if (port < 1 || port > 65535) return { reason: 'has a port outside of 1 to 65535' };
  return { address: `${host}:${port}` };
}
