import { Button, Field, Flex, SingleSelect, SingleSelectOption } from '@strapi/design-system';
import { Download, Stack } from '@strapi/icons';
import { Layouts, Page, useQueryParams } from '@strapi/strapi/admin';
import { definitionOf, REPORT_KEYS } from '../../../../core/report/reports';
import { DateInput } from '../../actions/DateInput';
import { fieldErrors, type FieldErrors } from '../../actions/field-errors';
import { unreadAs } from '../../actions/form-input';
import { reportUrl, useCrmReportQuery, type ReportAsked } from '../../api/report-api';
import { useDownload } from '../../parts/use-download';
import { useWords } from '../../words';
import { ReportView } from './ReportView';

interface ReportQuery {
  readonly report?: string;
  readonly from?: string;
  readonly to?: string;
  readonly by?: string;
}

/** L22: what became of the leads, as charts with the figures under each. */
export function ReportsPage() {
  const words = useWords();
  const [{ query }, setQuery] = useQueryParams<ReportQuery>();
  const asked = askedFor(query);
  const { data, error, isFetching } = useCrmReportQuery(asked, { refetchOnMountOrArgChange: true });
  const errors = fieldErrors(error);
  const { isSaving, save } = useDownload();
  const { report: key, ...params } = asked;
  const { by } = definitionOf(asked.report);
  return (
    <Page.Main>
      <Page.Title>{words.say('crm.nav.reports')}</Page.Title>
      <Layouts.Header
        title={words.say('crm.nav.reports')}
        subtitle={words.say(`crm.report.${asked.report}.about`)}
        primaryAction={
          <Flex gap={2} data-crm-no-print>
            <Button variant="tertiary" startIcon={<Stack />} onClick={() => window.print()}>
              {words.say('crm.reports.print')}
            </Button>
            <Button
              startIcon={<Download />}
              loading={isSaving}
              onClick={() => void save(reportUrl(key), { ...params, format: 'csv' }, `${key}.csv`)}
            >
              {words.say('crm.reports.csv')}
            </Button>
          </Flex>
        }
      />
      <Layouts.Action
        startActions={
          <Flex gap={2} wrap="wrap" alignItems="flex-end" data-crm-no-print>
            <SingleSelect
              size="S"
              aria-label={words.say('crm.reports.which')}
              value={asked.report}
              onChange={(report) => setQuery({ report: String(report), by: '' })}
            >
              {REPORT_KEYS.map((report) => (
                <SingleSelectOption key={report} value={report}>
                  {words.say(`crm.report.${report}`)}
                </SingleSelectOption>
              ))}
            </SingleSelect>
            {by.length === 1 ? null : (
              <SingleSelect
                size="S"
                aria-label={words.say('crm.reports.by')}
                value={asked.by}
                onChange={(chosen) => setQuery({ by: String(chosen) })}
              >
                {by.map((name) => (
                  <SingleSelectOption key={name} value={name}>
                    {words.say('crm.reports.byOne', { what: words.sayOr(`crm.by.${name}`, name) })}
                  </SingleSelectOption>
                ))}
              </SingleSelect>
            )}
            <Period
              shown={{ ...data?.meta, ...asked }}
              errors={errors}
              onChange={(period) => setQuery(period)}
            />
          </Flex>
        }
      />
      <Layouts.Content>
        {ENDS.some((end) => end in errors) ? null : error !== undefined ? (
          <Page.Error content={words.refusal(error)} />
        ) : data === undefined ? (
          <Page.Loading>{words.say('crm.loading')}</Page.Loading>
        ) : (
          <ReportView
            key={asked.report}
            report={asked.report}
            by={asked.by}
            data={data}
            isStale={isFetching}
          />
        )}
      </Layouts.Content>
    </Page.Main>
  );
}

function askedFor({ report, by = '', from, to }: ReportQuery): ReportAsked {
  const key = REPORT_KEYS.find((one) => one === report) ?? 'lost-reasons';
  const groupings: readonly string[] = definitionOf(key).by;
  return {
    report: key,
    by: groupings.includes(by) ? by : definitionOf(key).by[0],
    ...(from === undefined || from === '' ? {} : { from }),
    ...(to === undefined || to === '' ? {} : { to }),
  };
}

interface PeriodProps {
  readonly shown: { readonly from?: string | undefined; readonly to?: string | undefined };
  readonly errors: FieldErrors;
  readonly onChange: (period: { from?: string; to?: string }) => void;
}

const ENDS = ['from', 'to'] as const;

/** Days as the server takes them; where none is chosen, those that it has taken. */
function Period({ shown, errors, onChange }: PeriodProps) {
  const words = useWords();
  return ENDS.map((end) => {
    const error = errors[end];
    const wrong = unreadAs('date', shown[end]) === undefined ? error : words.unread('date');
    return (
      <Field.Root key={end} error={wrong === undefined ? false : words.said(wrong)}>
        <Field.Label>{words.say(`crm.reports.${end}`)}</Field.Label>
        <DateInput
          label={words.say(`crm.reports.${end}`)}
          value={shown[end]}
          future={false}
          onChange={(day) => onChange({ [end]: day ?? '' })}
        />
        <Field.Error />
      </Field.Root>
    );
  });
}
