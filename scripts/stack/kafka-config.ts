/** SASL/PLAIN users of a cluster that denies what no ACL allows. `admin` may do everything. */
export interface Authorization {
  /** Passwords by user name; `admin` is added when absent. */
  readonly users: Readonly<Record<string, string>>;
}

/** Who a client logs in as, as kafkajs and our own drivers take it. */
export interface SaslPlain {
  readonly mechanism: 'plain';
  readonly username: string;
  readonly password: string;
}

/** Everything about a cluster that its brokers' configurations are made of. */
export interface ClusterLayout {
  readonly nodes: readonly NodeLayout[];
  readonly autoCreateTopics: boolean;
  /** Passwords by user name, `admin` among them; absent: no authorization. */
  readonly passwords: Readonly<Record<string, string>> | undefined;
  /** Further broker settings; they win. */
  readonly overrides: Readonly<Record<string, string | number | boolean>>;
}

/** One process, broker and controller at once, on 127.0.0.1. */
export interface NodeLayout {
  readonly id: number;
  readonly clientPort: number;
  readonly controllerPort: number;
  readonly dataFolder: string;
}

type Properties = Readonly<Record<string, string | number | boolean>>;

/** `server.properties` of one node. */
export function renderServerProperties(node: NodeLayout, cluster: ClusterLayout): string {
  return renderProperties({
    'process.roles': 'broker,controller',
    'node.id': node.id,
    'controller.quorum.voters': cluster.nodes.map((n) => `${n.id}@127.0.0.1:${n.controllerPort}`).join(','),
    'controller.listener.names': 'CONTROLLER',
    'inter.broker.listener.name': 'CLIENT',
    listeners: `CLIENT://127.0.0.1:${node.clientPort},CONTROLLER://127.0.0.1:${node.controllerPort}`,
    'advertised.listeners': `CLIENT://127.0.0.1:${node.clientPort}`,
    'log.dirs': node.dataFolder,
    'auto.create.topics.enable': cluster.autoCreateTopics,
    ...smallCluster(cluster.nodes.length),
    ...security(cluster.passwords),
    ...cluster.overrides,
  });
}

/** Few internal partitions, so that coordinators load at once; copies as far as there are nodes to hold them. */
function smallCluster(nodes: number): Properties {
  const copies = Math.min(3, nodes);
  const inSync = Math.min(2, nodes);
  return {
    'num.partitions': 1,
    // A killed broker may come back once its session is over, by default after 9 s.
    'broker.session.timeout.ms': 3_000,
    'broker.heartbeat.interval.ms': 500,
    'default.replication.factor': copies,
    'min.insync.replicas': inSync,
    'offsets.topic.num.partitions': 3,
    'offsets.topic.replication.factor': copies,
    'transaction.state.log.num.partitions': 3,
    'transaction.state.log.replication.factor': copies,
    'transaction.state.log.min.isr': inSync,
    'group.initial.rebalance.delay.ms': 0,
    'log.cleaner.dedupe.buffer.size': 8 * 1024 * 1024,
  };
}

function security(passwords: Readonly<Record<string, string>> | undefined): Properties {
  if (passwords === undefined) {
    return { 'listener.security.protocol.map': 'CLIENT:PLAINTEXT,CONTROLLER:PLAINTEXT' };
  }
  const admin = passwords.admin ?? '';
  const users = Object.entries(passwords).map(([name, password]) => `user_${name}=${quote(password)}`);
  const login = `${LOGIN_MODULE} required username="admin" password=${quote(admin)} ${users.join(' ')};`;
  return {
    'listener.security.protocol.map': 'CLIENT:SASL_PLAINTEXT,CONTROLLER:SASL_PLAINTEXT',
    'sasl.enabled.mechanisms': 'PLAIN',
    'sasl.mechanism.inter.broker.protocol': 'PLAIN',
    'sasl.mechanism.controller.protocol': 'PLAIN',
    'listener.name.client.plain.sasl.jaas.config': login,
    'listener.name.controller.plain.sasl.jaas.config': login,
    'authorizer.class.name': 'org.apache.kafka.metadata.authorizer.StandardAuthorizer',
    'super.users': 'User:admin',
    'allow.everyone.if.no.acl.found': false,
  };
}

const LOGIN_MODULE = 'org.apache.kafka.common.security.plain.PlainLoginModule';

/** The properties with which a Java client logs in. */
export function clientProperties(login: SaslPlain | undefined): Readonly<Record<string, string>> {
  if (login === undefined) return {};
  return {
    'security.protocol': 'SASL_PLAINTEXT',
    'sasl.mechanism': 'PLAIN',
    'sasl.jaas.config': `${LOGIN_MODULE} required username=${quote(login.username)} password=${quote(login.password)};`,
  };
}

/** A Java properties file, UTF-8 escaped. */
export function renderProperties(properties: Properties): string {
  return Object.entries(properties)
    .map(([key, value]) => `${key}=${escapeProperty(String(value))}\n`)
    .join('');
}

function escapeProperty(value: string): string {
  return value
    .replaceAll('\\', '\\\\')
    .replace(/[^ -~]/gu, (char) =>
      char.replace(/[\s\S]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`),
    );
}

function quote(text: string): string {
  return `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
}
