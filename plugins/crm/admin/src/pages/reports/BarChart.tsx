import { Box, Typography } from '@strapi/design-system';
import { styled } from 'styled-components';

interface Props {
  readonly title: string;
  readonly bars: readonly {
    readonly label: string;
    readonly value: number;
    readonly text: string;
  }[];
}

/** More than these nobody compares; the table has them all. */
const SHOWN = 20;

/**
 * Bars lying on their side, so that long names can be read. Drawn by the browser alone: a chart library
 * would bring a second store beside the panel's own. The table below says the same to a screen reader.
 */
export function BarChart({ title, bars }: Props) {
  const most = Math.max(...bars.map(({ value }) => value), 0);
  return (
    <figure aria-hidden style={{ margin: 0 }}>
      <Typography tag="figcaption" variant="sigma" textColor="neutral600">
        {title}
      </Typography>
      <Grid>
        {bars.slice(0, SHOWN).map(({ label, value, text }) => (
          <Row key={label}>
            <Typography variant="pi" textColor="neutral800" ellipsis title={label}>
              {label}
            </Typography>
            <Box background="neutral150" hasRadius height="1.6rem">
              <Box
                data-crm-bar
                background="primary500"
                hasRadius
                height="1.6rem"
                style={{
                  width: most === 0 ? 0 : `${Math.max(0.5, (value / most) * 100)}%`,
                  printColorAdjust: 'exact',
                }}
              />
            </Box>
            <Typography variant="pi" fontWeight="semiBold" textColor="neutral800">
              {text}
            </Typography>
          </Row>
        ))}
      </Grid>
    </figure>
  );
}

const Grid = styled.div`
  display: grid;
  grid-template-columns: minmax(8rem, 1fr) 3fr minmax(5rem, auto);
  gap: ${({ theme }) => `${theme.spaces[2]} ${theme.spaces[4]}`};
  padding-top: ${({ theme }) => theme.spaces[3]};
  align-items: center;
`;

const Row = styled.div`
  display: contents;
`;
