import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { connect, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openTopicReader, type TopicReader } from '../../scripts/stack/topic-reader.ts';
import { describeWithKafka } from '../support/kafka.ts';
import { CONNECTION, createProject, lines, type Project } from './project.ts';
import { show } from './topics.ts';

const folder = mkdtempSync(join(tmpdir(), 'sinkc-pipes-'));
let pipes = 0;

const ROWS = Array.from({ length: 50 }, (_, id) => ({ time: 1, row: { id } }));

await describeWithKafka('4', 'sinkc run on a pipe that has a path', (kafka) => {
  let reader: TopicReader;
  beforeAll(async () => {
    reader = await openTopicReader(kafka);
  });
  afterAll(async () => {
    await reader.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const open = (): Project =>
    createProject(kafka.bootstrap, (name) => ({
      'sinks.sql': `${CONNECTION}
        CREATE TABLE t (id int4 NOT NULL, PRIMARY KEY (id));
        CREATE SINK s FROM t INTO KAFKA CONNECTION k (TOPIC '${name}.rows', TOPIC PARTITION COUNT 1)
          KEY (id) FORMAT JSON ENVELOPE UPSERT;`,
    }));
  const ids = async ({ name }: Project): Promise<readonly string[]> =>
    show(await reader.read(`${name}.rows`));

  it.concurrent('sends all of it', async () => {
    const project = open();
    const pipe = createPipe();
    const ended = project.run(['run', '--from', `t=${pipe}`, 'sinks.sql']);
    await writeFile(pipe, lines(...ROWS));
    expect(await ended).toMatchObject({ code: 0 });
    expect(await ids(project)).toHaveLength(ROWS.length);
  });

  it.concurrent('loses nothing of it where the brokers come late', async () => {
    const project = open();
    const late = await createLateBroker(kafka.bootstrap);
    const env = { KAFKA_BROKER: late.address, SINKC_RETRY_TIMEOUT_MS: '60000' };
    const pipe = createPipe();
    const running = project.start(['run', '--from', `t=${pipe}`, 'sinks.sql'], { env });
    const written = writeFile(pipe, lines(...ROWS));
    await running.says('restarting');
    late.open();
    await written;
    expect(await running.ended).toMatchObject({ code: 0 });
    late.close();
    expect(await ids(project)).toHaveLength(ROWS.length);
  });
});

/** A pipe with a path: what is written to it can be read once. */
function createPipe(): string {
  const path = join(folder, `pipe-${pipes++}`);
  execFileSync('mkfifo', [path]);
  return path;
}

/** Refuses every connection until it is opened; then the cluster is behind it. */
async function createLateBroker(
  bootstrap: string,
): Promise<{ address: string; open(): void; close(): void }> {
  let isOpen = false;
  const sockets = new Set<Socket>();
  const [host, port] = bootstrap.split(':');
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    if (!isOpen) {
      socket.destroy();
      return;
    }
    const behind = connect(Number(port), host);
    behind.on('error', () => socket.destroy());
    sockets.add(socket).add(behind);
    socket.pipe(behind).pipe(socket);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    address: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    open: () => {
      isOpen = true;
    },
    close: () => {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}
