import { cache, Enums, getRenderingCapabilities, init, RenderingEngine, setUseCPURendering, type Types } from '@cornerstonejs/core';
import {
  addTool, AngleTool, annotation, EllipticalROITool, Enums as ToolEnums, init as initTools, LengthTool, PanTool, PlanarFreehandROITool,
  StackScrollTool, ToolGroupManager, WindowLevelTool, ZoomTool,
} from '@cornerstonejs/tools';
import { currentSession, subscribe } from '@/session/session';
import { registerHubImages } from './hubImages';

/** What the left mouse button does. */
export type Mode = 'window' | 'zoom' | 'pan' | 'scroll' | 'magnify' | 'length' | 'angle' | 'ellipse' | 'freehand';

/** What Cornerstone does in each mode; the magnifying glass is our own. */
const TOOLS: Record<Exclude<Mode, 'magnify'>, { toolName: string }> = {
  window: WindowLevelTool,
  zoom: ZoomTool,
  pan: PanTool,
  scroll: StackScrollTool,
  length: LengthTool,
  angle: AngleTool,
  ellipse: EllipticalROITool,
  freehand: PlanarFreehandROITool,
};
type Tool = keyof typeof TOOLS;
const MODES = Object.keys(TOOLS) as Tool[];
const nameOf = (mode: Tool) => TOOLS[mode].toolName;
const { Primary, Secondary, Auxiliary, Wheel } = ToolEnums.MouseBindings;
type Binding = { mouseButton?: number; numTouchPoints?: number };
/** What stays bound whatever the left button does. */
const ALWAYS: Partial<Record<Tool, Binding[]>> = {
  zoom: [{ mouseButton: Secondary }],
  pan: [{ mouseButton: Auxiliary }, { numTouchPoints: 2 }],
  scroll: [{ mouseButton: Wheel }],
};

let ready: Promise<void> | null = null;
let engine: RenderingEngine | null = null;
let opened = 0;
let stages = 0;

/** Starts Cornerstone once for the page. */
export function start(): Promise<void> {
  ready ??= (async () => {
    // WebGL without a graphics card is several times slower than drawing on the processor: 60 slices in 4 s against 1 s.
    const { softwareRasterizer, webgl } = getRenderingCapabilities();
    const onProcessor = softwareRasterizer || !webgl;
    init(onProcessor ? ({ rendering: { useCPURendering: true } } as Parameters<typeof init>[0]) : undefined);
    if (onProcessor) setUseCPURendering(true);
    initTools();
    for (const tool of Object.values(TOOLS)) addTool(tool);
    registerHubImages();
    forgetAtSignOut();
  })();
  return ready;
}

/** The next person at this computer sees neither pixels nor measurements of the last one. */
function forgetAtSignOut() {
  subscribe(() => {
    if (currentSession().state !== 'signed-out') return;
    annotation.state.removeAllAnnotations();
    cache.purgeCache();
  });
}

export type Stage = {
  viewport: Types.IStackViewport;
  element: HTMLDivElement;
  setMode: (mode: Mode) => void;
  resize: () => void;
  destroy: () => void;
};

/** A viewport in the element, with mouse, wheel and touch bound to the tools. All of a page share one engine: contexts of WebGL are few. */
export function stage(element: HTMLDivElement): Stage {
  opened += 1;
  stages += 1;
  const groupId = `viewer-${opened}`;
  const viewportId = `stack-${opened}`;
  engine ??= new RenderingEngine('hub');
  const own = engine;
  own.enableElement({ viewportId, type: Enums.ViewportType.STACK, element, defaultOptions: { background: [0, 0, 0] } });
  const group = ToolGroupManager.createToolGroup(groupId);
  if (!group) throw new Error('the tool group exists already');
  for (const mode of MODES) group.addTool(nameOf(mode));
  group.addViewport(viewportId, own.id);
  const setMode = (mode: Mode) => {
    // Passive, so that what was measured can still be taken by its handles.
    for (const each of MODES) group.setToolPassive(nameOf(each), { removeAllBindings: true });
    for (const each of MODES) {
      const bindings = [...(each === mode ? [{ mouseButton: Primary }, { numTouchPoints: 1 }] : []), ...(ALWAYS[each] ?? [])];
      if (bindings.length) group.setToolActive(nameOf(each), { bindings });
    }
  };
  setMode('window');
  return {
    viewport: own.getViewport(viewportId) as Types.IStackViewport,
    element,
    setMode,
    resize: () => own.resize(true, true),
    destroy: () => {
      ToolGroupManager.destroyToolGroup(groupId);
      stages -= 1;
      if (stages === 0) {
        own.destroy();
        engine = null;
      } else own.disableElement(viewportId);
    },
  };
}
