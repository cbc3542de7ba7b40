import type { SqlType } from './sql-type.ts';

/** Equality that leaves modifiers out: `varchar(3)` is `varchar(9)`, `numeric(9, 2)` is `numeric`. */
export function sameType(left: SqlType, right: SqlType): boolean {
  if (left.kind === 'array' || left.kind === 'list') {
    return right.kind === left.kind && sameType(left.element, right.element);
  }
  if (left.kind === 'map') return right.kind === 'map' && sameType(left.value, right.value);
  if (left.kind !== 'record') return left.kind === right.kind;
  if (right.kind !== 'record' || left.fields.length !== right.fields.length || left.name !== right.name) {
    return false;
  }
  return left.fields.every((field, index) => {
    const other = right.fields[index];
    return other !== undefined && field.name === other.name && sameType(field.type, other.type);
  });
}

/** The type without length, scale or precision, at every level. */
export function withoutModifiers(type: SqlType): SqlType {
  switch (type.kind) {
    case 'array':
    case 'list':
      return { kind: type.kind, element: withoutModifiers(type.element) };
    case 'map':
      return { kind: 'map', value: withoutModifiers(type.value) };
    case 'record':
      return {
        ...type,
        fields: type.fields.map((field) => ({ ...field, type: withoutModifiers(field.type) })),
      };
    default:
      return { kind: type.kind };
  }
}
