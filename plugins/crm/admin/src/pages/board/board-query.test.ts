import type { PipelineRow } from '../../api/replies';
import { boardAsked } from './board-query';

const pipeline = (kind: 'lead' | 'opportunity') => ({ documentId: 'p', kind }) as PipelineRow;

describe('what a board asks for', () => {
  it('is everything in the pipeline at first', () => {
    expect(boardAsked({ _q: ' ' }, pipeline('lead'))).toEqual({ pipeline: 'p', filters: {} });
  });

  it('is narrowed to an owner, who is the responsible of an opportunity', () => {
    expect(boardAsked({ owner: 'sam' }, pipeline('lead')).filters).toEqual({
      owner: { documentId: { $eq: 'sam' } },
    });
    expect(boardAsked({ owner: 'sam' }, pipeline('opportunity')).filters).toEqual({
      responsible: { documentId: { $eq: 'sam' } },
    });
  });

  it('finds what nobody owns', () => {
    expect(boardAsked({ owner: 'nobody', _q: 'flat' }, pipeline('lead'))).toEqual({
      pipeline: 'p',
      _q: 'flat',
      filters: { owner: { id: { $null: true } } },
    });
  });
});
