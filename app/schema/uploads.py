"""Uploads: files in, progress out."""

import asyncio
from collections.abc import AsyncGenerator
from datetime import datetime
from enum import Enum
from typing import Annotated, BinaryIO, cast

import strawberry
from starlette.datastructures import UploadFile

from app.auth.permissions import Permission
from app.documents.jobs import JobFile, UploadJob as UploadJobRecord
from app.errors import Invalid
from app.resolvers import uploads
from app.schema.directives import mutation, public, query, requires
from app.schema.errors import ErrorCode, UserError
from app.schema.info import Info
from app.schema.interfaces import Node
from app.schema.scalars import Upload

POLL_SECONDS = 0.25
