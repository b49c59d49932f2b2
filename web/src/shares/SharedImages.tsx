import { Button } from '@mantine/core';
import { Download, ImageOff } from 'lucide-react';
import { useEffect, useMemo, useState } from 'react';
import { Brand } from '@/ui/Brand';
import { Empty } from '@/ui/Empty';
import styles from './Shared.module.css';
import { pictureOf, slidesOf, type Shared } from './shared';

/** The pictures of what is shared: series to choose from, and each as a stack for wheel, keys and slider. */
export function SharedImages({ shared }: { shared: Shared }) {
  const series = useMemo(() => shared.series.filter((each) => slidesOf(each).length > 0), [shared]);
  const [chosen, setChosen] = useState(0);
  const [index, setIndex] = useState(0);
  const slides = useMemo(() => (series[chosen] ? slidesOf(series[chosen]) : []), [series, chosen]);
  const slide = slides[index];
  const last = slides.length - 1;
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const by = event.key === 'ArrowDown' || event.key === 'ArrowRight' ? 1 : event.key === 'ArrowUp' || event.key === 'ArrowLeft' ? -1 : 0;
      if (by === 0 || (event.target as HTMLElement).closest('input')) return;
      event.preventDefault();
      setIndex((before) => Math.min(last, Math.max(0, before + by)));
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, [last]);
  return (
    <div className={styles.page}>
      <header className={styles.header}>
        <Brand />
        <h1 className={styles.title}>Shared images</h1>
        {shared.mayDownload && (
          <Button component="a" href="/shared/archive" download variant="white" size="xs" leftSection={<Download size={15} />}>
            Download all
          </Button>
        )}
      </header>
      <main className={styles.main}>
        {series.length > 1 && (
          <nav className={styles.side} aria-label="Series">
            {series.map((each, place) => (
              <button
                key={each.id}
                type="button"
                className={styles.series}
                aria-current={place === chosen}
                onClick={() => {
                  setChosen(place);
                  setIndex(0);
                }}
              >
                <img src={`/shared/images/${each.images.find(({ frames }) => frames > 0)?.id}/thumbnail`} alt="" width={72} height={72} />
                <span>
                  {[each.modality, each.description].filter(Boolean).join(' ') || `Series ${place + 1}`}
                  <br />
                  {slidesOf(each).length} images
                </span>
              </button>
            ))}
          </nav>
        )}
        {slide ? (
          <section
            className={styles.stage}
            aria-label="Image"
            onWheel={(event) => setIndex((before) => Math.min(last, Math.max(0, before + Math.sign(event.deltaY))))}
          >
            <img className={styles.picture} src={pictureOf(slide)} alt={`${index + 1} of ${slides.length}`} />
            {slides.length > 1 && (
              <label className={styles.slider}>
                <span className="numbers">
                  Image {index + 1} of {slides.length}
                </span>
                <input type="range" aria-label="Image" min={0} max={last} value={index} onChange={(event) => setIndex(Number(event.currentTarget.value))} />
              </label>
            )}
          </section>
        ) : (
          <Empty icon={ImageOff} title="Nothing to see">
            What was shared is not there any more.
          </Empty>
        )}
      </main>
    </div>
  );
}
