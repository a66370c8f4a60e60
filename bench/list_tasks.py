"""Lists all tasks with the Python SDK and prints how many milliseconds it took: list_tasks.py SERVER COUNT."""

import os
import sys
import time

from cvat_sdk import make_client

server, count = sys.argv[1:]
with make_client(server, access_token=os.environ["TOKEN"]) as client:
    client.users.retrieve_current_user()
    began = time.perf_counter()
    tasks = client.tasks.list()
    took = time.perf_counter() - began
if len(tasks) != int(count):
    sys.exit(f"{len(tasks)} tasks came, not {count}")
print(took * 1000)
