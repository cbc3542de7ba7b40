/**
 * Writes `examples/orders/orders.ndjson`: the changes of a small shop, the same ones every time.
 *
 *     node scripts/make-orders.ts           writes the file
 *     node scripts/make-orders.ts --check   fails if the file is not what would be written
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const target = join(import.meta.dirname, '..', 'examples', 'orders', 'orders.ndjson');
const STEPS = 2600;
const FIRST_TIME = 1_720_032_185_312;

const NAMES = [
  'Zoë Müller',
  '山田 太郎',
  'Ana García',
  "Conor O'Brien",
  'Łukasz Wójcik',
  'Дарья Попова',
  'Søren Holm',
];
const STREETS = [
  'Rue de l’Été 4',
  '1 Harbour Rd',
  '千代田区 1-1',
  'ul. Żelazna 9',
  'Невский пр. 28',
  '😀 Smile Street 7',
];
const STATES = ['new', 'paid', 'packed', 'shipped', 'delivered'] as const;

interface Order {
  readonly id: number;
  readonly name: string | null;
  readonly address: string | null;
  readonly status: string;
  readonly quantity: number;
  readonly total: string | null;
  readonly updated_at: string;
}

/** Park and Miller's generator: enough for example data, and the same on every machine. */
function createRandom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state * 48271) % 2147483647;
    return state % below;
  };
}

const random = createRandom(20_260_704);
const pick = <T>(from: readonly T[]): T => from[random(from.length)] as T;

function createOrder(id: number, time: number): Order {
  return {
    id,
    name: random(12) === 0 ? null : `${pick(NAMES)} ${random(90)}`,
    address: random(15) === 0 ? null : pick(STREETS),
    status: 'new',
    quantity: 1 + random(9),
    total: random(40) === 0 ? null : `${1 + random(900)}.${String(random(100)).padStart(2, '0')}`,
    updated_at: stamp(time),
  };
}

/** `2024-07-03 18:43:05.312` */
function stamp(time: number): string {
  return new Date(time).toISOString().replace('T', ' ').replace('Z', '');
}

function nextOrder(order: Order, time: number): Order {
  const state = STATES.indexOf(order.status as (typeof STATES)[number]);
  const moved = {
    ...order,
    status: STATES[Math.min(state + 1, STATES.length - 1)] as string,
    updated_at: stamp(time),
  };
  if (random(10) === 0) return { ...moved, address: random(3) === 0 ? null : pick(STREETS) };
  if (random(12) === 0) return { ...moved, quantity: 1 + random(9), total: null };
  return moved;
}

function nextTime(time: number): number {
  const kind = random(100);
  if (kind < 45) return time; // the same transaction
  if (kind < 97) return time + 1 + random(900);
  return time + 3_600_000 * (1 + random(72)); // a night, a weekend
}

function makeLines(): string {
  const live = new Map<number, Order>();
  const lines: string[] = [];
  const write = (time: number, diff: 1 | -1, row: Order): void => {
    lines.push(JSON.stringify(diff === 1 ? { time, row } : { time, diff, row }));
  };
  let time = FIRST_TIME;
  let touched = new Set<number>();
  for (let step = 0; step < STEPS; step++) {
    const next = nextTime(time);
    if (next !== time) touched = new Set();
    time = next;
    const action = random(100);
    const id = random(40) === 0 ? -1 - random(20) : 1 + random(420);
    if (touched.has(id)) continue;
    touched.add(id);
    const order = live.get(id);
    if (order === undefined) {
      const created = createOrder(id, time);
      live.set(id, created);
      write(time, 1, created);
    } else if (action < 12) {
      live.delete(id);
      write(time, -1, order);
    } else {
      const changed = nextOrder(order, time);
      live.set(id, changed);
      write(time, -1, order);
      write(time, 1, changed);
    }
  }
  return `${lines.join('\n')}\n`;
}

const text = makeLines();
if (process.argv.includes('--check')) {
  if (readFileSync(target, 'utf8') !== text) throw new Error(`${target} is not what this script writes`);
} else {
  writeFileSync(target, text);
}
