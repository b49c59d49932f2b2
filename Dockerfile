# The web app.
FROM node:22-bookworm-slim AS web
WORKDIR /hub
COPY web/package.json web/package-lock.json web/.npmrc web/
RUN cd web && npm ci --no-audit --no-fund
COPY schema.graphql ./
COPY web web
RUN cd web && npm run build

# The hub's Python packages, by their hashes.
FROM python:3.11-slim-bookworm AS packages
WORKDIR /hub
RUN python -m venv .venv
COPY requirements-tools.lock requirements.lock ./
RUN .venv/bin/python -m pip install --no-cache-dir --require-hashes -r requirements-tools.lock \
    && .venv/bin/uv pip install --no-cache --python .venv/bin/python --require-hashes -r requirements.lock
COPY pyproject.toml README.md LICENSE ./
COPY app app
COPY medhub medhub
RUN .venv/bin/uv pip install --no-cache --python .venv/bin/python --no-deps --editable . \
    && .venv/bin/uv pip uninstall --python .venv/bin/python uv

# What runs: no compiler, no Node.js, nobody's rights.
FROM python:3.11-slim-bookworm
RUN apt-get update \
    && apt-get install -y --no-install-recommends libgl1 libglib2.0-0 libxcb1 \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --uid 10001 --home-dir /nonexistent hub \
    && install -d -o hub -g hub -m 700 /data /data/keys
WORKDIR /hub
COPY --from=packages /hub /hub
COPY --from=web /hub/web/dist web/dist
ENV PATH=/hub/.venv/bin:$PATH PYTHONDONTWRITEBYTECODE=1 HUB_DATA=/data HUB_HOST=0.0.0.0
USER hub
VOLUME ["/data", "/data/keys"]
EXPOSE 8000
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s \
    CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8000/readyz', timeout=4)"]
CMD ["medhub", "serve"]
