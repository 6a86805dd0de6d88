import { Box, Flex, Typography } from '@strapi/design-system';
import type { ReactNode } from 'react';
import type { PlanReply, RecordName, ReplyChange } from '../api/replies';
import { RecordLink } from '../panels/RecordLink';
import { pathOf } from '../records';
import { useWords } from '../words';
import { groupPlan, newsOf, rulesOf, titleOfChanged, type Subject } from './group-plan';
import { keptBecause } from './kept';
import { RuleBadge } from './RuleBadge';

interface Props {
  readonly plan: PlanReply;
  /** The record that the plan is about. */
  readonly record: RecordName;
  readonly documentId: string;
  /** It has been done, and is read in the history. */
  readonly past?: boolean;
}

/** A plan in words: what becomes of the record, what is made, who comes along, who stays, with the rules. */
export function PlanView({ plan, record, documentId, past = false }: Props) {
  const words = useWords();
  const grouped = groupPlan(plan, documentId);
  const { own, created, removed, joined, left, tasks, links, inactive, active, changed } = grouped;
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
      <Records
        title={words.say(past ? 'crm.plan.wasCreated' : 'crm.plan.created')}
        subjects={created}
        about={documentId}
      />
      <Records
        title={words.say(past ? 'crm.plan.wasRemoved' : 'crm.plan.removed')}
        subjects={removed}
      />
      <Records title={words.say('crm.plan.joined')} subjects={joined} />
      <Records title={words.say('crm.plan.left')} subjects={left} />
      <Subjects title={words.say('crm.plan.tasks')} subjects={tasks} />
      <Links subjects={links} />
      <Subjects title={words.say('crm.plan.inactive')} subjects={inactive} />
      <Subjects title={words.say('crm.plan.active')} subjects={active} />
      <Subjects title={words.say(titleOfChanged(grouped))} subjects={changed} />
      <Section title={words.say('crm.plan.kept')}>
        {plan.kept.map(({ record: kind, documentId: id, label, rule, because }) => (
          <Line
            key={`${id}:${rule}:${because}`}
            rules={[rule]}
            name={id === documentId ? '' : label}
          >
            {keptBecause(words, because)}
            {rule === 'X23' ? (
              <Box>
                <RecordLink to={pathOf(kind, id)}>{words.say('crm.plan.handOver')}</RecordLink>
              </Box>
            ) : null}
          </Line>
        ))}
      </Section>
    </Flex>
  );
}

interface RecordsProps {
  readonly title: string;
  readonly subjects: readonly Subject[];
  /** Where what they hold is told: the record whose plan this is, which needs no mention. */
  readonly about?: string;
}

/** Records that come into being, go again, or are lists: by their kind and name. */
function Records({ title, subjects, about }: RecordsProps) {
  const words = useWords();
  return (
    <Section title={title}>
      {subjects.map((subject) => (
        <Line
          key={subject.key}
          name={
            subject.record === 'close-request'
              ? words.say('crm.record.close-request')
              : words.say('crm.plan.record', {
                  record: words.say(`crm.record.${subject.record}`),
                  label: subject.label,
                })
          }
          rules={rulesOf(subject.changes)}
        >
          {(about === undefined ? [] : newsOf(subject, about)).map((change) => (
            <Box key={change.field}>
              <ChangeWords change={change} />
            </Box>
          ))}
        </Line>
      ))}
    </Section>
  );
}

function Subjects({ title, subjects }: { title: string; subjects: readonly Subject[] }) {
  const words = useWords();
  return (
    <Section title={title}>
      {subjects.map(({ key, record, label, changes }) => {
        const told = changes.filter(({ field }) => field !== 'active' && field !== 'form');
        return (
          <Line
            key={key}
            name={record === 'close-request' ? words.say('crm.record.close-request') : label}
            rules={rulesOf(changes)}
          >
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

/** By the lead: a link has no name of its own. */
function Links({ subjects }: { subjects: readonly Subject[] }) {
  const words = useWords();
  return (
    <Section title={words.say('crm.plan.links')}>
      {subjects.map(({ key, label, changes }) => (
        <Line key={key} name={label} rules={rulesOf(changes)}>
          {changes.map((change) => (
            <Box key={change.field}>
              {change.field === 'active' ? (
                words.say(change.after === true ? 'crm.plan.linkBegins' : 'crm.plan.linkEnds')
              ) : (
                <ChangeWords change={change} />
              )}
            </Box>
          ))}
        </Line>
      ))}
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
function ChangeWords({ change: { record, field, before, after } }: { change: ReplyChange }) {
  const words = useWords();
  // The type of an event is none of a qualification, though both are called that.
  const name = words.sayOr(`crm.field.${record}.${field}`, words.field(field));
  return (
    <>
      {field === 'active' ? null : `${name}: `}
      {before === null ? null : `${words.value(field, before)} → `}
      <strong>
        {field === 'note' && typeof after === 'string'
          ? keptBecause(words, after)
          : words.value(field, after)}
      </strong>
    </>
  );
}
