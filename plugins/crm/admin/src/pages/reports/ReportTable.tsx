import { Table, Tbody, Td, Th, Thead, Tr, Typography } from '@strapi/design-system';
import { definitionOf, type ReportKey, type ReportRow } from '../../../../core/report/reports';
import { useWords } from '../../words';
import { figureWords, groupLabel } from './report-words';

interface Props {
  readonly report: ReportKey;
  readonly rows: readonly ReportRow[];
  readonly totals: Readonly<Record<string, unknown>>;
}

export function ReportTable({ report, rows, totals }: Props) {
  const words = useWords();
  const { figures } = definitionOf(report);
  const names = Object.keys(figures);
  const withReason = rows.some(
    ({ reason, group }) => reason !== undefined && reason.key !== group.key,
  );
  const text = (value: string, bold = false) => (
    <Typography textColor="neutral800" fontWeight={bold ? 'bold' : 'regular'}>
      {value}
    </Typography>
  );
  return (
    <Table colCount={names.length + (withReason ? 2 : 1)} rowCount={rows.length + 2}>
      <Thead>
        <Tr>
          <Th>
            <Typography variant="sigma">{words.say('crm.reports.group')}</Typography>
          </Th>
          {withReason ? (
            <Th>
              <Typography variant="sigma">{words.field('lostReason')}</Typography>
            </Th>
          ) : null}
          {names.map((name) => (
            <Th key={name}>
              <Typography variant="sigma">
                {words.sayOr(`crm.figure.${name}`, figures[name]?.title ?? name)}
              </Typography>
            </Th>
          ))}
        </Tr>
      </Thead>
      <Tbody>
        {rows.map(({ group, reason, figures: values }) => (
          <Tr key={`${group.key} ${reason?.key}`}>
            <Td>{text(groupLabel(words, group))}</Td>
            {withReason ? (
              <Td>{text(reason === undefined ? '–' : groupLabel(words, reason))}</Td>
            ) : null}
            {names.map((name) => (
              <Td key={name}>
                {text(figureWords(words, figures[name]?.kind ?? 'count', values[name] ?? null))}
              </Td>
            ))}
          </Tr>
        ))}
        <Tr>
          <Td>{text(words.say('crm.reports.total'), true)}</Td>
          {withReason ? <Td /> : null}
          {names.map((name) => (
            <Td key={name}>
              {typeof totals[name] === 'number'
                ? text(figureWords(words, figures[name]?.kind ?? 'count', totals[name]), true)
                : null}
            </Td>
          ))}
        </Tr>
      </Tbody>
    </Table>
  );
}
