/** Compiles what turns texts into their UTF-8 bytes. */
export function createTextBytes(): (text: string) => Uint8Array {
  const encoder = new TextEncoder();
  return (text) => encoder.encode(text);
}
