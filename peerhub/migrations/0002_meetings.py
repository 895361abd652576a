import django.db.models.deletion
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('peerhub', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='GroupMeeting',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('start', 'start meeting'), ('theme', 'theme meeting'), ('closing', 'closing meeting'), ('walk', 'walk and talk'), ('cafe', 'café'), ('outing', 'outing'), ('cross', 'meeting with other groups')], default='theme', max_length=8, verbose_name='kind')),
                ('state', models.CharField(choices=[('proposed', 'proposed'), ('scheduled', 'agreed'), ('held', 'held'), ('not_held', 'not held'), ('cancelled', 'cancelled')], default='proposed', max_length=10)),
                ('form', models.CharField(choices=[('physical', 'in person'), ('virtual', 'online'), ('hybrid', 'in person and online at once')], max_length=8, verbose_name='how you meet')),
                ('starts_at', models.DateTimeField(null=True, verbose_name='begins')),
                ('ends_at', models.DateTimeField(null=True, verbose_name='ends')),
                ('place', models.CharField(blank=True, max_length=120, verbose_name='place')),
                ('link', models.URLField(blank=True, max_length=300, verbose_name='link to the meeting online')),
                ('theme', models.CharField(blank=True, max_length=80, verbose_name='theme')),
                ('theme_slug', models.SlugField(blank=True, max_length=80)),
                ('phase', models.CharField(blank=True, max_length=60, verbose_name='phase')),
                ('agenda', models.TextField(blank=True, max_length=2000, verbose_name='agenda')),
                ('has_loop', models.BooleanField(default=False, verbose_name='hearing loop')),
                ('has_captions', models.BooleanField(default=False, verbose_name='captions')),
                ('has_interpreter', models.BooleanField(default=False, verbose_name='interpreter')),
                ('is_step_free', models.BooleanField(default=False, verbose_name='step-free access')),
                ('attended', models.PositiveSmallIntegerField(null=True, verbose_name='how many came')),
                ('answer_by', models.DateTimeField(null=True)),
                ('reminded_at', models.DateTimeField(null=True)),
                ('called_at', models.DateTimeField(null=True)),
                ('sequence', models.PositiveIntegerField(default=0)),
                ('changed_at', models.DateTimeField()),
                ('ended_at', models.DateTimeField(null=True)),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='meetings', to='peerhub.peergroup')),
            ],
            options={
                'verbose_name': 'meeting of a group',
                'ordering': ['starts_at', 'changed_at', 'pk'],
                'indexes': [models.Index(fields=['group', 'starts_at'], name='meetings_of_group'), models.Index(fields=['state', 'starts_at'], name='meetings_due')],
                'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['proposed', 'scheduled', 'held', 'not_held', 'cancelled'])), name='known_meeting_state'), models.CheckConstraint(condition=models.Q(('kind__in', ['start', 'theme', 'closing', 'walk', 'cafe', 'outing', 'cross'])), name='known_meeting_kind'), models.CheckConstraint(condition=models.Q(models.Q(('ends_at', None), ('starts_at', None)), ('ends_at__gt', models.F('starts_at')), _connector='OR'), name='meeting_ends_later'), models.CheckConstraint(condition=models.Q(('state__in', ['proposed', 'cancelled']), models.Q(('starts_at__isnull', False), models.Q(('link', ''), ('place', ''), _negated=True)), _connector='OR'), name='agreed_meeting_has_time_and_place'), models.CheckConstraint(condition=models.Q(('link', ''), ('link__startswith', 'https://'), _connector='OR'), name='meeting_link_is_https'), models.CheckConstraint(condition=models.Q(('attended', None), models.Q(('attended__lte', 99), ('state', 'held')), _connector='OR'), name='counted_when_held'), models.UniqueConstraint(condition=models.Q(('kind__in', ['closing', 'start']), ('state__in', ['proposed', 'scheduled', 'held'])), fields=('group', 'kind'), name='one_start_and_one_closing')],
            },
        ),
        migrations.CreateModel(
            name='ConvenerDuty',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(choices=[('offered', 'asked'), ('accepted', 'leads the meeting'), ('declined', 'has said no'), ('handed_over', 'has handed it over')], max_length=11)),
                ('at', models.DateTimeField()),
                ('packed_at', models.DateTimeField(null=True)),
                ('membership', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='duties', to='peerhub.groupmembership')),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='duties', to='peerhub.groupmeeting')),
            ],
            options={
                'verbose_name': 'leading of a meeting',
                'ordering': ['at', 'pk'],
                'indexes': [models.Index(fields=['membership', 'state'], name='duties_of_member')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('state', 'accepted')), fields=('meeting',), name='one_leads_a_meeting'), models.UniqueConstraint(condition=models.Q(('state', 'offered')), fields=('meeting',), name='one_asked_at_once'), models.UniqueConstraint(fields=('meeting', 'membership'), name='one_duty_a_member_a_meeting'), models.CheckConstraint(condition=models.Q(('state__in', ['offered', 'accepted', 'declined', 'handed_over'])), name='known_duty_state')],
            },
        ),
        migrations.CreateModel(
            name='MeetingAbsence',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('absent', 'cannot come'), ('late', 'comes late')], max_length=6)),
                ('at', models.DateTimeField()),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='absences', to='peerhub.groupmeeting')),
                ('membership', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='absences', to='peerhub.groupmembership')),
            ],
            options={
                'verbose_name': 'word that somebody cannot come',
                'constraints': [models.UniqueConstraint(fields=('meeting', 'membership'), name='one_word_a_meeting'), models.CheckConstraint(condition=models.Q(('kind__in', ['absent', 'late'])), name='known_absence')],
            },
        ),
        migrations.CreateModel(
            name='MeetingDate',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('starts_at', models.DateTimeField()),
                ('ends_at', models.DateTimeField()),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='dates', to='peerhub.groupmeeting')),
            ],
            options={
                'verbose_name': 'day that is asked about',
                'ordering': ['starts_at'],
                'constraints': [models.UniqueConstraint(fields=('meeting', 'starts_at'), name='a_day_is_asked_once'), models.CheckConstraint(condition=models.Q(('ends_at__gt', models.F('starts_at'))), name='asked_day_ends_later')],
            },
        ),
        migrations.CreateModel(
            name='MeetingVote',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('answer', models.CharField(choices=[('yes', 'Yes'), ('maybe', 'Maybe'), ('no', 'No')], max_length=5)),
                ('date', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='votes', to='peerhub.meetingdate')),
                ('membership', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='votes', to='peerhub.groupmembership')),
            ],
            options={
                'verbose_name': 'answer about a day',
                'constraints': [models.UniqueConstraint(fields=('date', 'membership'), name='one_answer_a_day'), models.CheckConstraint(condition=models.Q(('answer__in', ['yes', 'maybe', 'no'])), name='known_date_answer')],
            },
        ),
    ]
