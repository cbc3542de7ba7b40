import { expect, it } from 'vitest';
import type { KafkaClient } from '../../scripts/stack/kafka.ts';
import { createTopic } from '../drivers/kafka-helpers.ts';
import { describeWithKafka } from '../support/kafka.ts';
import { createProject, type Ended, lines, type Project } from './project.ts';
import { topicsOf, withAdmin } from './topics.ts';

const CHANGES = lines({ time: 1, row: { id: 1 } });

function createProjectOn(kafka: KafkaClient, progressTopic: string): Project {
  return createProject(kafka.bootstrap, (name) => ({
    't.ndjson': CHANGES,
    'sinks.sql': `
      CREATE CONNECTION k TO KAFKA (
        BROKER '\${KAFKA_BROKER}', SECURITY PROTOCOL PLAINTEXT, PROGRESS TOPIC '${progressTopic}');
      CREATE TABLE t (id int4 NOT NULL, PRIMARY KEY (id));
      CREATE SINK s FROM t INTO KAFKA CONNECTION k (TOPIC '${name}.rows')
        KEY (id) FORMAT JSON ENVELOPE UPSERT;`,
  }));
}

function run(project: Project): Promise<Ended> {
  return project.run(['run', '--from', 't=t.ndjson', 'sinks.sql']);
}

await describeWithKafka('4', 'sinkc run on a progress topic that exists', (kafka) => {
  /** What an administrator would type who follows the hint. */
  const repair = async (stderr: string, command: RegExp, tool: string): Promise<void> => {
    const [, args = ''] = command.exec(stderr) ?? [];
    const { code, stdout } = await kafka.runTool(tool, [
      ...['--bootstrap-server', kafka.bootstrap],
      ...args.split(' '),
    ]);
    expect(code, stdout).toBe(0);
  };
  const expectRefusal = async (project: Project, message: string): Promise<string> => {
    const { code, stdout, stderr } = await run(project);
    expect(stderr).toContain(`s: error ${message}\n`);
    expect({ code, stdout, topics: await topicsOf(kafka, project) }).toEqual({
      code: 3,
      stdout: '',
      topics: {},
    });
    return stderr;
  };
  const expectTaken = async (project: Project): Promise<void> => {
    const { code, stderr } = await run(project);
    expect({ code, topics: await topicsOf(kafka, project) }, stderr).toEqual({
      code: 0,
      topics: { [`${project.name}.rows`]: 1 },
    });
  };

  it.concurrent('refuses two partitions, and runs once the hint was followed', async () => {
    const topic = await createTopic(kafka, 2, { 'cleanup.policy': 'compact' });
    const project = createProjectOn(kafka, topic);
    const message = `run/progress-partitions: progress topic "${topic}" has 2 partitions and must have 1`;
    const stderr = await expectRefusal(project, message);
    await repair(stderr, /kafka-topics (--delete --topic [^ ,]+)/, 'org.apache.kafka.tools.TopicCommand');
    await expectTaken(project);
  });

  it.concurrent('refuses retention in force, and runs once the hint was followed', async () => {
    const topic = await createTopic(kafka);
    const project = createProjectOn(kafka, topic);
    const message =
      `run/progress-retention: progress topic "${topic}" has retention in force: ` +
      'cleanup.policy is delete and retention.ms is 604800000';
    const stderr = await expectRefusal(project, message);
    await repair(stderr, /kafka-configs (--alter .*)/, 'kafka.admin.ConfigCommand');
    await expectTaken(project);
    const settings = await withAdmin(kafka, (admin) => admin.topicSettings(topic));
    expect(settings.get('cleanup.policy')).toEqual({ value: 'compact', source: 'topic' });
  });

  it.concurrent('names the limit that is set where a topic is compacted and cut', async () => {
    const config = { 'cleanup.policy': 'compact,delete', 'retention.ms': '-1', 'retention.bytes': '1000000' };
    const topic = await createTopic(kafka, 1, config);
    const message =
      `run/progress-retention: progress topic "${topic}" has retention in force: ` +
      'cleanup.policy is compact,delete and retention.bytes is 1000000';
    await expectRefusal(createProjectOn(kafka, topic), message);
  });

  it.concurrent('takes one as Materialize makes it, and leaves it as it is', async () => {
    const topic = await createTopic(kafka, 1, { 'cleanup.policy': 'compact', 'segment.bytes': '134217728' });
    await expectTaken(createProjectOn(kafka, topic));
    const settings = await withAdmin(kafka, (admin) => admin.topicSettings(topic));
    expect(settings.get('retention.ms')).toMatchObject({ value: '604800000', source: 'default' });
  });
});
