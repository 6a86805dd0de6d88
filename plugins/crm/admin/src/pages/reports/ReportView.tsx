import {
  Box,
  EmptyStateLayout,
  Flex,
  SingleSelect,
  SingleSelectOption,
  Typography,
} from '@strapi/design-system';
import { ChartPie } from '@strapi/icons';
import { useState } from 'react';
import { createGlobalStyle } from 'styled-components';
import { definitionOf, type ReportKey } from '../../../../core/report/reports';
import type { Report } from '../../api/report-api';
import { useWords } from '../../words';
import { BarChart } from './BarChart';
import { ReportTable } from './ReportTable';
import { figureWords, rowLabel } from './report-words';

interface Props {
  readonly report: ReportKey;
  readonly by: string | undefined;
  readonly data: Report;
  /** Other figures are on their way. */
  readonly isStale: boolean;
}

export function ReportView({ report, by, data: { data: rows, meta }, isStale }: Props) {
  const words = useWords();
  const { figures } = definitionOf(report);
  const names = Object.keys(figures);
  const [chosen, setChosen] = useState(names[0] ?? '');
  const figure = figures[chosen];
  if (rows.length === 0 || figure === undefined) {
    return (
      <EmptyStateLayout
        hasRadius
        shadow="filterShadow"
        icon={<ChartPie width="8rem" height="8rem" fill="neutral300" />}
        content={words.say('crm.reports.empty')}
      />
    );
  }
  return (
    <Flex
      direction="column"
      alignItems="stretch"
      gap={6}
      style={{ opacity: isStale ? 0.6 : 1 }}
      aria-busy={isStale}
    >
      <PrintStyle />
      <Typography variant="pi" textColor="neutral600">
        {words.say(`crm.reports.scope.${meta.scope}`, {
          from: words.value('', meta.from),
          to: words.value('', meta.to),
          zone: meta.timeZone,
        })}
        {by === undefined
          ? null
          : ` · ${words.say('crm.reports.byOne', { what: words.sayOr(`crm.by.${by}`, by) })}`}
      </Typography>
      <Box
        tag="section"
        data-crm-sheet
        background="neutral0"
        hasRadius
        shadow="filterShadow"
        padding={6}
      >
        <Flex justifyContent="space-between" gap={4} wrap="wrap" paddingBottom={5}>
          <Typography tag="h2" variant="delta">
            {words.say(`crm.report.${report}`)}
          </Typography>
          <Box data-crm-no-print>
            <SingleSelect
              size="S"
              aria-label={words.say('crm.reports.figure')}
              value={chosen}
              onChange={(name) => setChosen(String(name))}
            >
              {names.map((name) => (
                <SingleSelectOption key={name} value={name}>
                  {words.sayOr(`crm.figure.${name}`, figures[name]?.title ?? name)}
                </SingleSelectOption>
              ))}
            </SingleSelect>
          </Box>
        </Flex>
        <BarChart
          title={words.sayOr(`crm.figure.${chosen}`, figure.title)}
          bars={rows.map((row) => ({
            label: rowLabel(words, row),
            value: row.figures[chosen] ?? 0,
            text: figureWords(words, figure.kind, row.figures[chosen] ?? null),
          }))}
        />
      </Box>
      <ReportTable report={report} rows={rows} totals={meta.totals} />
    </Flex>
  );
}

/** On paper: the figures, in black on white whatever the theme, and nothing to click on. */
const PrintStyle = createGlobalStyle`
  @media print {
    nav, header, aside, [data-crm-no-print] { display: none !important; }
    html, body { background: white !important; }
    body * {
      overflow: visible !important;
      box-shadow: none !important;
      color: black !important;
      border-color: #c0c0cf !important;
    }
    body *:not([data-crm-bar]) { background: transparent !important; }
    figure, tr { break-inside: avoid; }
    td, th { height: auto !important; padding-top: 0.6rem !important; padding-bottom: 0.6rem !important; }
    [data-strapi-main-content], [data-strapi-header], main, main > *, [data-crm-sheet], th:first-child, td:first-child {
      padding-left: 0 !important;
      padding-right: 0 !important;
    }
  }
`;
