import { Tabs } from '@mantine/core';
import { AttributeList } from './AttributeList';
import { Report } from './Report';
import type { Frame } from './stack';
import styles from './Viewer.module.css';
import type { ShownImage } from './ViewerPage';

/** What was done to the image, and what is left of its header. */
export const SidePanel = ({ image, frame }: { image: ShownImage; frame: Frame | undefined }) => (
  <aside className={styles.panel} aria-label="About this image" data-mantine-color-scheme="dark">
    <Tabs defaultValue="report" display="flex" style={{ flexDirection: 'column', minHeight: 0, flex: 1 }}>
      <Tabs.List grow>
        <Tabs.Tab value="report">De-identification</Tabs.Tab>
        <Tabs.Tab value="attributes">Image</Tabs.Tab>
      </Tabs.List>
      <Tabs.Panel value="report" className={styles.panelBody} tabIndex={0}>
        <Report imageId={image.id} report={image.deidentification} frame={frame?.frame ?? 1} />
      </Tabs.Panel>
      <Tabs.Panel value="attributes" className={styles.panelBody} tabIndex={0}>
        <AttributeList image={image} />
      </Tabs.Panel>
    </Tabs>
  </aside>
);
