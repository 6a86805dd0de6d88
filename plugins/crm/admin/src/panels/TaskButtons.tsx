import { useForm } from '@strapi/strapi/admin';
import { Button } from '@strapi/design-system';
import { Check, Cross } from '@strapi/icons';
import { useState } from 'react';
import type { TaskRow } from '../api/replies';
import { TaskDialog, type TaskDeed } from '../actions/TaskDialog';
import { useMay } from '../may';
import { useWords } from '../words';
import { MaybeGreyed } from './MaybeGreyed';

/** What can be done with an open task. */
export function TaskButtons({ task }: { task: TaskRow }) {
  const words = useWords();
  const may = useMay();
  const [deed, setDeed] = useState<TaskDeed>();
  const modified = useForm('CrmTask', (state) => state.modified, false) ?? false;
  const reason = modified ? words.say('crm.unsaved') : undefined;
  if (task.status !== 'open') return null;
  const button = (key: TaskDeed) => {
    const label = words.say(`crm.task.${key}`);
    return may(`task.${key}`) ? (
      <MaybeGreyed label={label} reason={reason}>
        <Button
          type="button"
          fullWidth
          variant={key === 'complete' ? 'default' : 'tertiary'}
          startIcon={key === 'complete' ? <Check aria-hidden /> : <Cross aria-hidden />}
          disabled={reason !== undefined}
          onClick={() => setDeed(key)}
        >
          {label}
        </Button>
      </MaybeGreyed>
    ) : null;
  };
  return (
    <>
      {button('complete')}
      {button('cancel')}
      <TaskDialog task={task} deed={deed} onClose={() => setDeed(undefined)} />
    </>
  );
}
