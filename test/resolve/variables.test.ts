// biome-ignore-all lint/suspicious/noTemplateCurlyInString: variables of statements are written so
import { describe, expect, it } from 'vitest';
import type { Script } from '../../src/ast/nodes.ts';
import { parse } from '../../src/parse/parse.ts';
import { substituteVariables } from '../../src/resolve/variables.ts';

const VALUES: Readonly<Record<string, string>> = { BROKER: 'b:9092', PASSWORD: '${BROKER}', HOST: 'h' };

function scriptOf(text: string): Script {
  const { value, diagnostics } = parse({ name: 'test.sql', text });
  expect(diagnostics).toEqual([]);
  return value!;
}

function substitute(text: string) {
  return substituteVariables(scriptOf(text), (name) => VALUES[name]);
}

describe('variables', () => {
  it('stand in broker addresses, option values and secrets', () => {
    const text = `
      CREATE CONNECTION a TO KAFKA (BROKER '\${BROKER}', SASL USERNAME = 'u-\${HOST}');
      CREATE CONNECTION b TO KAFKA (BROKERS ('\${HOST}:1', '\${HOST}:2'));
      CREATE SECRET s AS '\${HOST}';
    `;
    const { value, diagnostics } = substitute(text);
    const json = JSON.stringify(value?.statements);
    expect(diagnostics).toEqual([]);
    expect(json).not.toContain('${');
    for (const expected of ['"b:9092"', '"u-h"', '"h:1"', '"h:2"', '"h"']) expect(json).toContain(expected);
  });

  it('are not looked for in their values', () => {
    const { value } = substitute("CREATE SECRET s AS '${PASSWORD}'");
    expect(JSON.stringify(value?.statements)).toContain('${BROKER}');
  });

  it('are left alone in every other statement', () => {
    const text =
      "CREATE SINK s FROM t INTO KAFKA CONNECTION k (TOPIC '${BROKER}') FORMAT JSON ENVELOPE DEBEZIUM";
    const script = scriptOf(text);
    expect(substituteVariables(script, () => 'x').value?.statements[0]).toBe(script.statements[0]);
  });

  it('are named where they are not set, at their place', () => {
    const text = "CREATE CONNECTION a TO KAFKA (BROKERS ('x', 'y${NOWHERE}'))";
    const { diagnostics } = substitute(text);
    const [diagnostic] = diagnostics;
    expect(diagnostics.map(({ code, message }) => `${code}: ${message}`)).toEqual([
      'resolve/unset-variable: variable "NOWHERE" is not set',
    ]);
    expect(text.slice(diagnostic!.span.start, diagnostic!.span.end)).toBe('${NOWHERE}');
  });

  it('may be empty', () => {
    const { value, diagnostics } = substituteVariables(scriptOf("CREATE SECRET s AS '${E}'"), () => '');
    expect(diagnostics).toEqual([]);
    expect(JSON.stringify(value?.statements)).not.toContain('${');
  });
});
