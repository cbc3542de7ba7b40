import { CompressionCodecs, CompressionTypes, Kafka, logLevel } from 'kafkajs';
import { decompressFrame } from 'lz4-napi';
import { beforeAll, expect, it } from 'vitest';
import { readWithConsole } from '../../scripts/stack/console-consumer.ts';
import type { KafkaClient } from '../../scripts/stack/kafka.ts';
import type { ConsumedRecord } from '../../scripts/stack/records.ts';
import { openTopicReader } from '../../scripts/stack/topic-reader.ts';
import { describeWithKafka, uniqueName } from '../support/kafka.ts';
import { CONNECTION, createProject, type Ended, lines, type Project } from './project.ts';
import { show, withAdmin } from './topics.ts';

const TABLE =
  'CREATE TABLE t (id int8 NOT NULL, v text, n numeric(6, 2), h map[text=>text], PRIMARY KEY (id));\n';

/** Every topic of the broker's own making, one of ours, and all options of one. */
const sqlFor = (name: string): string => `${CONNECTION}${TABLE}
CREATE SINK upsert FROM t INTO KAFKA CONNECTION k (
    TOPIC '${name}.upsert', TOPIC PARTITION COUNT 1, TOPIC REPLICATION FACTOR 1,
    TOPIC CONFIG MAP['cleanup.policy' => 'compact', 'min.cleanable.dirty.ratio' => '0.25'])
  KEY (id) HEADERS h FORMAT JSON ENVELOPE UPSERT;
CREATE SINK debezium FROM t INTO KAFKA CONNECTION k (TOPIC '${name}.debezium')
  FORMAT JSON ENVELOPE DEBEZIUM;
CREATE SINK three FROM t INTO KAFKA CONNECTION k (TOPIC '${name}.three', TOPIC PARTITION COUNT 3)
  KEY (id) FORMAT JSON ENVELOPE DEBEZIUM;
`;

const BIG = '9007199254740993';
const first = {
  id: BIG,
  v: 'ä "1"\n😀',
  n: '1.50',
  h: { trace: 'a', 'materialize-x': 'reserved', origin: 'ü' },
};
const second = { id: 2, v: null, n: null, h: null };
const changed = { ...second, v: '', h: { b: null, a: '' } };
const CHANGES = lines(
  { time: 10, row: first },
  { time: 10, row: second },
  { time: 11, diff: -1, row: second },
  { time: 11, row: changed },
  { time: 18446744073709, diff: -1, row: first },
);

for (const version of ['4', '3'] as const) {
  await describeWithKafka(version, `sinkc run on Kafka ${version}`, (kafka) => {
    let project: Project;
    let ended: Ended;
    beforeAll(async () => {
      project = createProject(kafka.bootstrap, (name) => ({
        'sinks.sql': sqlFor(name),
        't.ndjson': CHANGES,
      }));
      ended = await project.run(['run', '--from', 't=t.ndjson', 'sinks.sql']);
    });

    it('ends well and says what it did', () => {
      expect(ended).toMatchObject({ code: 0, stderr: expect.stringContaining('upsert: running') });
      expect(ended.stdout.split('\n').toSorted()).toEqual([
        '',
        'debezium: 4 messages in 1 transaction, committed up to 18446744073710',
        'three: 4 messages in 1 transaction, committed up to 18446744073710',
        'upsert: 4 messages in 1 transaction, committed up to 18446744073710',
      ]);
      expect(ended.stderr).toContain(`created topic "${project.progressTopic}" with 1 partition\n`);
    });

    it('makes the topics that the statements and the guide ask for, as Kafka shows them', async () => {
      const topics = await describeTopics(kafka, project);
      expect(Object.keys(topics)).toHaveLength(4);
      expect(topics[`${project.name}.upsert`]).toMatchObject({
        partitions: '1',
        replicationFactor: '1',
        config: { 'cleanup.policy': 'compact', 'min.cleanable.dirty.ratio': '0.25' },
      });
      expect(topics[`${project.name}.three`]).toMatchObject({ partitions: '3' });
      const byBroker = topics[`${project.name}.debezium`];
      expect(byBroker).toMatchObject({ partitions: '1', replicationFactor: '1' });
      expect(byBroker?.config).not.toHaveProperty('cleanup.policy');
      expect(topics[project.progressTopic]).toMatchObject({
        partitions: '1',
        replicationFactor: '1',
        config: { 'cleanup.policy': 'compact', 'segment.bytes': '134217728', 'retention.ms': '-1' },
      });
      const settings = await withAdmin(kafka, (admin) => admin.topicSettings(project.progressTopic));
      // The broker's own value is -1 too: only its source tells that it was set.
      expect(settings.get('retention.bytes')).toEqual({ value: '-1', source: 'topic' });
    });

    it("writes records that Kafka's own consumer reads, committed only", async () => {
      const read = (topic: string, expectedCount: number): Promise<readonly ConsumedRecord[]> =>
        readWithConsole(kafka, topic, { expectedCount, idleMs: 500 });
      const reader = await openTopicReader(kafka);
      const [upsert, debezium, upsertAgain, progress] = await Promise.all([
        read(`${project.name}.upsert`, 4),
        read(`${project.name}.debezium`, 4),
        reader.read(`${project.name}.upsert`),
        reader.read(project.progressTopic),
      ]);
      await reader.close();
      const text = 'ä \\"1\\"\\n😀';
      const one = `{"id":${BIG},"v":"${text}","n":"1.5","h":{"materialize-x":"reserved","origin":"ü","trace":"a"}}`;
      const two = '{"id":2,"v":null,"n":null,"h":null}';
      const three = '{"id":2,"v":"","n":null,"h":{"a":"","b":null}}';
      expect(show(upsert)).toEqual([
        `{"id":${BIG}} ${one} @10`,
        `{"id":2} ${two} @10`,
        `{"id":2} ${three} @11`,
        `{"id":${BIG}} null @18446744073709`,
      ]);
      expect(upsertAgain).toMatchObject(upsert);
      expect(upsert.map(({ headers }) => headers.slice(1))).toEqual([
        [
          ['origin', 'ü'],
          ['trace', 'a'],
        ],
        [],
        [
          ['a', ''],
          ['b', null],
        ],
        [
          ['origin', 'ü'],
          ['trace', 'a'],
        ],
      ]);
      expect(show(debezium)).toEqual([
        `null {"before":null,"after":${one}} @10`,
        `null {"before":null,"after":${two}} @10`,
        `null {"before":${two},"after":${three}} @11`,
        `null {"before":${one},"after":null} @18446744073709`,
      ]);
      expect(progress.map(({ key }) => key).toSorted()).toEqual(
        ['debezium', 'three', 'upsert'].map((sink) => `mz-sink-materialize.public.${sink}`),
      );
      for (const { value } of progress) {
        expect(JSON.parse(value ?? '')).toMatchObject({ frontier: [18446744073710], input: { changes: 5 } });
      }
    });

    it('packs them with lz4 unless told otherwise', async () => {
      const unpacked = await countUnpacked(kafka, `${project.name}.upsert`, 4);
      expect(unpacked).toBeGreaterThan(0);
    });
  });
}

interface DescribedTopic {
  readonly partitions: string | undefined;
  readonly replicationFactor: string | undefined;
  readonly config: Readonly<Record<string, string>>;
}

/** What `kafka-topics --describe` says of the topics of a project. */
async function describeTopics(
  kafka: KafkaClient,
  { name }: Project,
): Promise<Record<string, DescribedTopic>> {
  const args = ['--bootstrap-server', kafka.bootstrap, '--describe', '--topic', `.*${name}.*`];
  const { stdout } = await kafka.runTool('org.apache.kafka.tools.TopicCommand', args);
  const heads = stdout.split('\n').filter((line) => line.startsWith('Topic: '));
  return Object.fromEntries(
    heads.map((head) => {
      const field = (title: string): string | undefined => new RegExp(`${title}: (\\S*)`).exec(head)?.[1];
      const config = (field('Configs') ?? '').split(',').map((entry) => entry.split('='));
      return [
        field('Topic'),
        {
          partitions: field('PartitionCount'),
          replicationFactor: field('ReplicationFactor'),
          config: Object.fromEntries(config),
        },
      ];
    }),
  );
}

/** How many batches of a topic's only partition a client had to unpack with lz4. */
async function countUnpacked(kafka: KafkaClient, topic: string, records: number): Promise<number> {
  let unpacked = 0;
  CompressionCodecs[CompressionTypes.LZ4] = () => ({
    compress: () => Promise.reject(new Error('this client only reads')),
    decompress: (bytes: Buffer) => {
      unpacked++;
      return decompressFrame(bytes);
    },
  });
  const client = new Kafka({ brokers: kafka.bootstrap.split(','), logLevel: logLevel.NOTHING });
  const consumer = client.consumer({ groupId: uniqueName('reader') });
  await consumer.connect();
  await consumer.subscribe({ topic, fromBeginning: true });
  let left = records;
  await new Promise<void>((resolve, reject) => {
    consumer.on(consumer.events.CRASH, ({ payload }) => reject(payload.error));
    void consumer.run({
      eachMessage: async () => {
        left--;
        if (left === 0) resolve();
      },
    });
  });
  await consumer.disconnect();
  return unpacked;
}
