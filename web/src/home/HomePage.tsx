import { Title } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import { useMay, useMe } from '@/session/useSession';
import layout from '@/ui/Layout.module.css';
import { Figures } from './Figures';
import styles from './Home.module.css';
import { NewestPatients } from './NewestPatients';
import { RecentUploads } from './RecentUploads';
import { ToDo } from './ToDo';

/** `/`: what the hub holds and what is going on in it, as far as the person may see. */
export default function HomePage() {
  useDocumentTitle('Medical Hub');
  const me = useMe();
  const mayRead = useMay('PATIENT_READ');
  const mayUpload = useMay('IMAGE_UPLOAD');
  return (
    <div className={layout.page}>
      <Title order={1}>{me?.name ? `Welcome, ${me.name}` : 'Welcome'}</Title>
      <p className={styles.about}>De-identified medical images and data of your institution, to look at, to search and to learn from.</p>
      <ToDo />
      {mayRead && <Figures />}
      <div className={styles.columns}>
        {mayUpload && <RecentUploads />}
        {mayRead && <NewestPatients />}
      </div>
    </div>
  );
}
