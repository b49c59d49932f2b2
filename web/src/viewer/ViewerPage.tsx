export default function ViewerPage() { return null; }
