INSERT INTO procrastinate_workers DEFAULT VALUES;
INSERT INTO procrastinate_jobs (id, queue_name, task_name, lock, queueing_lock, args, status, scheduled_at, worker_id)
VALUES (1, 'default', 'send_letter', 'lettre-1', 'lettre-1', '{"letter_id": 1}', 'doing', '2024-05-01', 1);
INSERT INTO procrastinate_periodic_defers (id, task_name, defer_timestamp, job_id, periodic_id) VALUES (1, 'send_due_reminders', 1, 1, 'jour');
INSERT INTO procrastinate_events (id, job_id, type) VALUES (1001, 1, 'started');
