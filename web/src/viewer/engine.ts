import { Enums, getRenderingCapabilities, init, RenderingEngine, setUseCPURendering, type Types } from '@cornerstonejs/core';
import { addTool, Enums as ToolEnums, init as initTools, PanTool, StackScrollTool, ToolGroupManager, WindowLevelTool, ZoomTool } from '@cornerstonejs/tools';
import { registerHubImages } from './hubImages';

/** What the left mouse button does. */
export type Mode = 'window' | 'zoom' | 'pan' | 'scroll';

const TOOLS: Record<Mode, string> = {
  window: WindowLevelTool.toolName,
  zoom: ZoomTool.toolName,
  pan: PanTool.toolName,
  scroll: StackScrollTool.toolName,
};
const { Primary, Secondary, Auxiliary, Wheel } = ToolEnums.MouseBindings;

let ready: Promise<void> | null = null;
let opened = 0;

/** Starts Cornerstone once for the page. */
export function start(): Promise<void> {
  ready ??= (async () => {
    // WebGL without a graphics card is several times slower than drawing on the processor: 60 slices in 4 s against 1 s.
    const { softwareRasterizer, webgl } = getRenderingCapabilities();
    const onProcessor = softwareRasterizer || !webgl;
    init(onProcessor ? ({ rendering: { useCPURendering: true } } as Parameters<typeof init>[0]) : undefined);
    if (onProcessor) setUseCPURendering(true);
    initTools();
    for (const tool of [WindowLevelTool, ZoomTool, PanTool, StackScrollTool]) addTool(tool);
    registerHubImages();
  })();
  return ready;
}

export type Stage = { viewport: Types.IStackViewport; setMode: (mode: Mode) => void; resize: () => void; destroy: () => void };

/** A viewport in the element, with mouse, wheel and touch bound to the tools. */
export function stage(element: HTMLDivElement): Stage {
  opened += 1;
  const engineId = `viewer-${opened}`;
  const viewportId = `stack-${opened}`;
  const engine = new RenderingEngine(engineId);
  engine.enableElement({ viewportId, type: Enums.ViewportType.STACK, element, defaultOptions: { background: [0, 0, 0] } });
  const group = ToolGroupManager.createToolGroup(engineId);
  if (!group) throw new Error('the tool group exists already');
  for (const name of Object.values(TOOLS)) group.addTool(name);
  group.addViewport(viewportId, engineId);
  const setMode = (mode: Mode) => {
    for (const name of Object.values(TOOLS)) group.setToolPassive(name, { removeAllBindings: true });
    const bindings: Record<Mode, { mouseButton?: number; numTouchPoints?: number }[]> = {
      window: [],
      zoom: [{ mouseButton: Secondary }],
      pan: [{ mouseButton: Auxiliary }, { numTouchPoints: 2 }],
      scroll: [{ mouseButton: Wheel }],
    };
    bindings[mode].unshift({ mouseButton: Primary }, { numTouchPoints: 1 });
    for (const [key, name] of Object.entries(TOOLS)) {
      if (bindings[key as Mode].length) group.setToolActive(name, { bindings: bindings[key as Mode] });
    }
  };
  setMode('window');
  return {
    viewport: engine.getViewport(viewportId) as Types.IStackViewport,
    setMode,
    resize: () => engine.resize(true, true),
    destroy: () => {
      ToolGroupManager.destroyToolGroup(engineId);
      engine.destroy();
    },
  };
}
