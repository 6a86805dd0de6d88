import { Box, Flex, Typography } from '@strapi/design-system';
import type { ReactNode } from 'react';
import type { PlanReply, RecordName, ReplyChange } from '../api/replies';
import { useWords } from '../words';
import { groupPlan, rulesOf, type Subject } from './group-plan';
import { keptBecause } from './kept';
import { RuleBadge } from './RuleBadge';

interface Props {
  readonly plan: PlanReply;
  /** The record that the plan is about. */
  readonly record: RecordName;
  readonly documentId: string;
}

/** A plan in words: what becomes of the record, who comes along, who stays, each with its rule. */
export function PlanView({ plan, record, documentId }: Props) {
  const words = useWords();
  const { own, inactive, active, changed } = groupPlan(plan, documentId);
  if (plan.changes.length + plan.kept.length === 0) {
    return <Typography textColor="neutral600">{words.say('crm.plan.nothing')}</Typography>;
  }
  return (
    <Flex direction="column" alignItems="stretch" gap={4}>
      <Section title={words.say(record === 'lead' ? 'crm.plan.lead' : 'crm.plan.contact')}>
        {own.map((change) => (
          <Line key={change.field} rules={[change.rule]}>
            <ChangeWords change={change} />
          </Line>
        ))}
      </Section>
      <Subjects title={words.say('crm.plan.inactive')} subjects={inactive} />
      <Subjects title={words.say('crm.plan.active')} subjects={active} />
      <Subjects title={words.say('crm.plan.changed')} subjects={changed} />
      <Section title={words.say('crm.plan.kept')}>
        {plan.kept.map(({ documentId: id, label, rule, because }) => (
          <Line
            key={`${id}:${rule}:${because}`}
            rules={[rule]}
            name={id === documentId ? '' : label}
          >
            {keptBecause(words, because)}
          </Line>
        ))}
      </Section>
    </Flex>
  );
}

function Subjects({ title, subjects }: { title: string; subjects: readonly Subject[] }) {
  return (
    <Section title={title}>
      {subjects.map(({ documentId, label, changes }) => {
        const told = changes.filter(({ field }) => field !== 'active');
        return (
          <Line key={documentId} name={label} rules={rulesOf(changes)}>
            {told.map((change) => (
              <Box key={change.field}>
                <ChangeWords change={change} />
              </Box>
            ))}
          </Line>
        );
      })}
    </Section>
  );
}

function Section({ title, children }: { title: string; children: readonly ReactNode[] }) {
  if (children.length === 0) return null;
  return (
    <Box>
      <Typography tag="h3" variant="sigma" textColor="neutral600">
        {title}
      </Typography>
      <Flex tag="ul" direction="column" alignItems="stretch" gap={2} paddingTop={2}>
        {children}
      </Flex>
    </Box>
  );
}

interface LineProps {
  readonly rules: readonly string[];
  readonly name?: string;
  readonly children: ReactNode;
}

function Line({ rules, name = '', children }: LineProps) {
  return (
    <Flex tag="li" alignItems="flex-start" justifyContent="space-between" gap={3}>
      <Box flex="1" minWidth={0}>
        {name === '' ? null : (
          <Typography tag="p" fontWeight="semiBold" textColor="neutral800">
            {name}
          </Typography>
        )}
        <Typography tag="div" variant={name === '' ? 'omega' : 'pi'} textColor="neutral700">
          {children}
        </Typography>
      </Box>
      <Flex gap={1} shrink={0}>
        {rules.map((rule) => (
          <RuleBadge key={rule} rule={rule} />
        ))}
      </Flex>
    </Flex>
  );
}

/** `Status: Open → Closed`; `Active → Inactive` speaks for itself. */
function ChangeWords({ change: { field, before, after } }: { change: ReplyChange }) {
  const words = useWords();
  return (
    <>
      {field === 'active' ? null : `${words.field(field)}: `}
      {before === null ? null : `${words.value(field, before)} → `}
      <strong>{words.value(field, after)}</strong>
    </>
  );
}
