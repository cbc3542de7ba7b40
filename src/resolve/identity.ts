/** Kafka's longest topic name. */
export const MAX_TOPIC_LENGTH = 249;

/** Writes a name as identities hold it: what is not `A-Za-z0-9._-` becomes `_x` and the hex of its UTF-8 bytes. */
export function escapeIdentity(name: string): string {
  return name.replaceAll(/[^A-Za-z0-9._-]/gu, (character) => {
    const bytes = [...new TextEncoder().encode(character)];
    return `_x${bytes.map((byte) => byte.toString(16).padStart(2, '0')).join('')}`;
  });
}

/** `_materialize-progress-local-materialize.public.kafka` */
export function defaultProgressTopic(region: string, connectionId: string): string {
  return `_materialize-progress-${region}-${connectionId}`;
}

/** What the transactional id and the group id of a sink end in, whatever their prefixes. */
export function sinkIdentity(region: string, connectionId: string, sinkId: string): string {
  return `materialize-${region}-${connectionId}-${sinkId}`;
}

/** Key of a sink's records in the progress topic. */
export function progressKey(sinkId: string): string {
  return `mz-sink-${sinkId}`;
}
