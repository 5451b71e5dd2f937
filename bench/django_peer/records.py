"""The tables that a saved answer touches, as Django models."""

from django.db import models


class Campaign(models.Model):
    status = models.TextField()
    closes_on = models.DateField(null=True)

    class Meta:
        managed = False
        app_label = "bench"
        db_table = "campaign"


class Respondent(models.Model):
    campaign = models.ForeignKey(Campaign, models.CASCADE)
    submitted_at = models.DateTimeField(null=True)

    class Meta:
        managed = False
        app_label = "bench"
        db_table = "respondent"


class Invitation(models.Model):
    respondent = models.ForeignKey(Respondent, models.CASCADE)
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        managed = False
        app_label = "bench"
        db_table = "invitation"


class RespondentSession(models.Model):
    token_sha256 = models.BinaryField(primary_key=True)
    invitation = models.ForeignKey(Invitation, models.CASCADE)
    csrf_token = models.TextField()
    last_seen_at = models.DateTimeField()
    expires_at = models.DateTimeField()

    class Meta:
        managed = False
        app_label = "bench"
        db_table = "respondent_session"


class Answer(models.Model):
    pk = models.CompositePrimaryKey("respondent_id", "reading", "question_code")
    respondent = models.ForeignKey(Respondent, models.CASCADE)
    reading = models.TextField()
    question_code = models.TextField()
    level = models.SmallIntegerField(null=True)
    no_level = models.TextField(null=True)
    evidence = models.SmallIntegerField(default=0)
    comment = models.TextField(default="", blank=True)
    version = models.IntegerField(default=1)
    answered_at = models.DateTimeField()
    invitation = models.ForeignKey(Invitation, models.SET_NULL, null=True)

    class Meta:
        managed = False
        app_label = "bench"
        db_table = "answer"
