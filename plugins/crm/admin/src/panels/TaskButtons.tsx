import { useForm } from '@strapi/strapi/admin';
import { ArrowClockwise, Check, Cross } from '@strapi/icons';
import { useState, type ReactElement } from 'react';
import type { TaskRow } from '../api/replies';
import { TaskDialog, type TaskDeed } from '../actions/TaskDialog';
import { useMay } from '../may';
import { useWords } from '../words';
import { PanelButton } from '../parts/PanelButton';
import { MaybeGreyed } from './MaybeGreyed';

const ICONS: Readonly<Record<TaskDeed, ReactElement>> = {
  complete: <Check aria-hidden />,
  cancel: <Cross aria-hidden />,
  reopen: <ArrowClockwise aria-hidden />,
};

/** What can be done with a task; a settled step of a qualification stays as it is (R23). */
export function TaskButtons({ task }: { task: TaskRow }) {
  const words = useWords();
  const may = useMay();
  const [deed, setDeed] = useState<TaskDeed>();
  const modified = useForm('CrmTask', (state) => state.modified, false) ?? false;
  const reason = modified ? words.say('crm.unsaved') : undefined;
  const button = (key: TaskDeed) => {
    const label = words.say(`crm.task.${key}`);
    return may(`task.${key}`) ? (
      <MaybeGreyed label={label} reason={reason}>
        <PanelButton
          variant={key === 'complete' ? 'default' : 'tertiary'}
          startIcon={ICONS[key]}
          disabled={reason !== undefined}
          onClick={() => setDeed(key)}
        >
          {label}
        </PanelButton>
      </MaybeGreyed>
    ) : null;
  };
  return (
    <>
      {task.status === 'open' ? (
        <>
          {button('complete')}
          {button('cancel')}
        </>
      ) : task.process === null ? (
        button('reopen')
      ) : null}
      <TaskDialog task={task} deed={deed} onClose={() => setDeed(undefined)} />
    </>
  );
}
