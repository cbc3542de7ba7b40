import type { LexicalProblem, SyntaxProblem } from '../../grammar/problems.ts';
import type { Place } from '../diagnostics/define.ts';
import type { Diagnostic, Fix } from '../diagnostics/diagnostic.ts';
import { lexDiagnostics, parseDiagnostics } from './diagnostics.ts';

export function lexicalFinding(file: string, problem: LexicalProblem): Diagnostic {
  return lexDiagnostics.create(problem.slug, { file, span: problem.span }, { text: problem.text });
}

/** Words and fixes of a problem. */
export function syntaxFinding(file: string, problem: SyntaxProblem, fixes: readonly Fix[] = []): Diagnostic {
  const place: Place = { file, span: problem.span };
  const { create } = parseDiagnostics;
  switch (problem.slug) {
    case 'expected-token': {
      const { expected, found, hint: advice } = problem;
      const parameters = { expected, found, ...(advice === undefined ? {} : { advice }) };
      return create(problem.slug, place, parameters, { fixes });
    }
    case 'trailing-comma': {
      const edits = [{ span: problem.span, text: '' }];
      return create(problem.slug, place, {}, { fixes: [safe('Remove the comma', edits)] });
    }
    case 'missing-comma': {
      const edits = [{ span: { start: problem.insertAt, end: problem.insertAt }, text: ',' }];
      return create(problem.slug, place, problem, { fixes: [safe('Insert a comma', edits)] });
    }
    case 'unknown-option':
      return create(problem.slug, place, problem, { fixes: nameFixes(problem) });
    case 'clause-order': {
      const title = `Move ${problem.clause} before ${problem.before}`;
      return create(problem.slug, place, problem, { fixes: [safe(title, problem.move)] });
    }
    case 'duplicate-clause': {
      const related = [{ file, span: problem.first, message: 'first given here' }];
      return create(problem.slug, place, problem, { related });
    }
    case 'removed-syntax':
      return create(problem.slug, place, problem);
    case 'other-dialect':
      return create(problem.slug, place, problem);
    case 'unusable-name':
      return create(problem.slug, place, problem);
    case 'unqualified-column':
      return create(problem.slug, place, problem);
    case 'number-range':
      return create(problem.slug, place, problem);
    case 'interval-range':
      return create(problem.slug, place, problem);
    case 'broker-pattern':
      return create(problem.slug, place, problem);
    case 'delimiter-length':
      return create(problem.slug, place, problem);
    case 'too-deep':
      return create(problem.slug, place, problem);
  }
}

function safe(title: string, edits: Fix['edits']): Fix {
  return { title, applicability: 'safe', edits };
}

function nameFixes({ span, nearest }: Extract<SyntaxProblem, { slug: 'unknown-option' }>): readonly Fix[] {
  const [name] = nearest;
  if (name === undefined) return [];
  return [{ title: `Write ${name}`, applicability: 'suggested', edits: [{ span, text: name }] }];
}
