import { SingleSelect, SingleSelectOption } from '@strapi/design-system';
import { SearchInput, useQueryParams } from '@strapi/strapi/admin';
import { useCrmMembersQuery } from '../../api/list-api';
import type { PipelineRow } from '../../api/replies';
import { useMe } from '../../use-me';
import { useWords } from '../../words';
import { NOBODY, type BoardQuery } from './board-query';

interface Props {
  readonly pipelines: readonly PipelineRow[];
  readonly chosen: PipelineRow | undefined;
}

/** Which pipeline, whose cards, and what they are about. */
export function BoardTools({ pipelines, chosen }: Props) {
  const words = useWords();
  const [, setQuery] = useQueryParams<BoardQuery>();
  return (
    <>
      <SearchInput label={words.say('crm.board.search')} placeholder={words.say('crm.search')} />
      <SingleSelect
        size="S"
        aria-label={words.field('pipeline')}
        value={chosen?.documentId ?? ''}
        onChange={(pipeline) => setQuery({ pipeline: String(pipeline) })}
      >
        {pipelines.map(({ documentId, name, kind }) => (
          <SingleSelectOption key={documentId} value={documentId}>
            {words.say(`crm.board.kind.${kind}`, { name })}
          </SingleSelectOption>
        ))}
      </SingleSelect>
      <OwnerSelect kind={chosen?.kind ?? 'lead'} />
    </>
  );
}

const EVERYBODY = 'everybody';

function OwnerSelect({ kind }: { kind: PipelineRow['kind'] }) {
  const words = useWords();
  const [{ query }, setQuery] = useQueryParams<BoardQuery>();
  const me = useMe();
  const { data: members = [] } = useCrmMembersQuery();
  const others = members.filter(({ documentId }) => documentId !== me?.documentId);
  return (
    <SingleSelect
      size="S"
      aria-label={words.field(kind === 'lead' ? 'owner' : 'responsible')}
      value={query.owner ?? EVERYBODY}
      onChange={(owner) =>
        owner === EVERYBODY ? setQuery({ owner: '' }, 'remove') : setQuery({ owner: String(owner) })
      }
    >
      <SingleSelectOption value={EVERYBODY}>{words.say('crm.board.everybody')}</SingleSelectOption>
      {me == null ? null : (
        <SingleSelectOption value={me.documentId}>{words.say('crm.board.mine')}</SingleSelectOption>
      )}
      <SingleSelectOption value={NOBODY}>{words.say('crm.board.nobody')}</SingleSelectOption>
      {others.map(({ documentId, name }) => (
        <SingleSelectOption key={documentId} value={documentId}>
          {name}
        </SingleSelectOption>
      ))}
    </SingleSelect>
  );
}
