/**
 * Records what Kafka's Java client answers for murmur2 in `fixtures/hash/murmur2-java.json`; with
 * `--check` it only compares. Needs a JDK.
 */
import { createHash } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { javaTools, runTool } from './java.ts';
import { fetchKafka } from './kafka.ts';

const TARGET = new URL('../../fixtures/hash/murmur2-java.json', import.meta.url);
const LONGEST = 70;

const TEXTS = [
  ...['a', 'ab', 'abc', 'abcd', '21', 'foobar', 'a-little-bit-long-string', 'a-little-bit-longer-string'],
  ...[
    'lkjh234lh9fiuh90y23oiuhsafujhadof229phr9h19h89h8',
    'order-1',
    'ORDER-1',
    ' ',
    '\n',
    '\t\r\n',
    '\0',
    '\0\0\0\0',
  ],
  ...['0', '-1', '9223372036854775807', 'null', 'true', '{"id":1}', '["a",null]', '1970-01-01 00:00:00'],
  ...[
    'ä',
    'ß',
    'Straße',
    'naïve café',
    'ÿ',
    '\u00ff\u00fe',
    'Ω',
    'κλειδί',
    'ключ',
    'מפתח',
    'مفتاح',
    'कुंजी',
    '鍵',
    '열쇠',
  ],
  ...['キー', '注文-42', '🔑', '👩‍👩‍👧', '𝒦', 'a\u0301', '\u00e1', '\ufeff', '\uffff', 'key=ü;value=😀'],
];

const HIGH_BYTES = [
  '80',
  'ff',
  '7f80',
  '8080',
  'ffff',
  '808080',
  'ffffff',
  '80808080',
  'ffffffff',
  'fffefdfc',
  '0080ff7f',
];

/** Every input in hexadecimal, each once, always the same. */
function inputs(): readonly string[] {
  const hex = new Set(TEXTS.map((text) => Buffer.from(text).toString('hex')));
  for (const bytes of HIGH_BYTES) hex.add(bytes);
  for (let length = 0; length <= LONGEST; length++) {
    hex.add(Buffer.from('abcdefghijklmnopqrstuvwxyz0123456789'.repeat(2).slice(0, length)).toString('hex'));
    hex.add(noise(length).toString('hex'));
    hex.add(Buffer.from(noise(length).map((byte) => byte | 0x80)).toString('hex'));
  }
  return [...hex];
}

/** Bytes that look random and are the same on every run. */
function noise(length: number): Buffer {
  const block = (index: number) => createHash('sha512').update(`murmur2 ${length} ${index}`).digest();
  return Buffer.concat([block(0), block(1)]).subarray(0, length);
}

async function record(): Promise<string> {
  const hex = inputs();
  const { classpath } = await fetchKafka('4', (line) => process.stderr.write(`${line}\n`));
  const source = fileURLToPath(new URL('Murmur2.java', import.meta.url));
  const { stdout, stderr, code } = await runTool(javaTools(classpath), source, [], {
    input: `${hex.join('\n')}\n`,
  });
  if (code !== 0) throw new Error(`Java failed:\n${stderr}`);
  const answers = stdout.trim().split('\n');
  const lines = hex.map((input, index) => {
    const [hash, unmasked] = (answers[index] ?? '').split(' ').map(Number);
    return `  ${JSON.stringify({ hex: input, hash, unmasked })}`;
  });
  return `[\n${lines.join(',\n')}\n]\n`;
}

const text = await record();
if (process.argv.includes('--check')) {
  const isSame = (await readFile(TARGET, 'utf8')) === text;
  process.stderr.write(isSame ? 'the murmur2 vectors are as recorded\n' : 'the murmur2 vectors differ\n');
  process.exitCode = isSame ? 0 : 1;
} else {
  await mkdir(new URL('.', TARGET), { recursive: true });
  await writeFile(TARGET, text);
}
