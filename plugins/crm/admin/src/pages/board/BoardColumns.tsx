import { Flex, VisuallyHidden } from '@strapi/design-system';
import { usePersistentState } from '@strapi/strapi/admin';
import { styled } from 'styled-components';
import type { Board } from '../../../../core/pipeline/board';
import { ActionDialog } from '../../actions/ActionDialog';
import { actionsOf } from '../../actions/actions-of';
import type { BoardAsked } from '../../api/board-api';
import { BoardColumn } from './BoardColumn';
import { CloseDeal } from './CloseDeal';
import { FoldedColumn } from './FoldedColumn';
import { useCarrying } from './use-carrying';
import { useMove, type Move } from './use-move';

interface Props {
  readonly board: Board;
  readonly asked: BoardAsked;
}

const CHANGE_STAGE = actionsOf('lead').find(({ key }) => key === 'change-stage');

export function BoardColumns({ board, asked }: Props) {
  const { move, moving, asking, finish } = useMove(board.kind);
  const carrying = useCarrying(board.stages, move);
  const drop = (dropped: Move) => {
    carrying.follow(dropped.card);
    move(dropped);
  };
  const { isFolded, toggle } = useFolded(board);
  return (
    <>
      <Strip gap={3} alignItems="stretch" tag="ul">
        {board.stages.map((stage) =>
          isFolded(stage.documentId) && carrying.carried?.to.documentId !== stage.documentId ? (
            <FoldedColumn
              key={stage.documentId}
              stage={stage}
              onDrop={drop}
              onOpen={() => toggle(stage.documentId)}
            />
          ) : (
            <BoardColumn
              key={stage.documentId}
              kind={board.kind}
              stage={stage}
              asked={asked}
              moving={moving}
              carrying={carrying}
              onDrop={drop}
              {...(stage.visible ? {} : { onFold: () => toggle(stage.documentId) })}
            />
          ),
        )}
      </Strip>
      <VisuallyHidden>
        <output aria-live="assertive">{carrying.said}</output>
      </VisuallyHidden>
      {asking !== undefined && board.kind === 'opportunity' ? (
        <CloseDeal move={asking} onClose={finish} />
      ) : null}
      <ActionDialog
        record="lead"
        action={asking !== undefined && board.kind === 'lead' ? CHANGE_STAGE : undefined}
        documentId={asking?.card.documentId ?? ''}
        prefill={{ stage: asking?.to.documentId }}
        onClose={finish}
      />
    </>
  );
}

/** Scrolls sideways by itself, so that header and filters stay where they are. */
const Strip = styled(Flex)`
  overflow-x: auto;
  height: max(42rem, calc(100vh - 27rem));
  padding-bottom: ${({ theme }) => theme.spaces[2]};
`;

/** E8: final stages begin hidden where their pipeline says so; an eye shows them, and this browser remembers. */
function useFolded({ documentId, stages }: Board) {
  const [opened, setOpened] = usePersistentState<string[]>(`CRM_BOARD_SHOWN_${documentId}`, []);
  const hidden = stages.filter(({ visible }) => !visible).map((stage) => stage.documentId);
  return {
    isFolded: (stage: string) => hidden.includes(stage) && !opened.includes(stage),
    toggle: (stage: string) =>
      setOpened(
        opened.includes(stage) ? opened.filter((one) => one !== stage) : [...opened, stage],
      ),
  };
}
