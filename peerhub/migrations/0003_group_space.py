import accounts.fields
import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '__first__'),
        ('peerhub', '0002_meetings'),
    ]

    operations = [
        migrations.CreateModel(
            name='CalendarLink',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('token_hash', models.CharField(max_length=64, unique=True)),
                ('made_at', models.DateTimeField()),
                ('person', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='meeting_calendar', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'address of a calendar',
            },
        ),
        migrations.CreateModel(
            name='GroupAgreement',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('text', accounts.fields.EncryptedTextField(verbose_name='agreement')),
                ('review_on', models.DateField(null=True, verbose_name='look at it again on')),
                ('changed_at', models.DateTimeField()),
                ('group', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='agreement', to='peerhub.peergroup')),
            ],
            options={
                'verbose_name': 'agreement of a group',
            },
        ),
        migrations.CreateModel(
            name='GroupFacilitator',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('trained_on', models.DateField(null=True, verbose_name='trained on')),
                ('supervised_on', models.DateField(null=True, verbose_name='last supervision')),
                ('supervision_on', models.DateField(null=True, verbose_name='next supervision')),
                ('since', models.DateTimeField()),
                ('group', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='facilitator', to='peerhub.peergroup')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='facilitated', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'fixed leader of a group',
            },
        ),
        migrations.CreateModel(
            name='GroupMessage',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('text', accounts.fields.EncryptedTextField(verbose_name='message')),
                ('at', models.DateTimeField()),
                ('answers', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='replies', to='peerhub.groupmessage')),
                ('author', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='messages', to='peerhub.groupmembership')),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='messages', to='peerhub.peergroup')),
            ],
            options={
                'verbose_name': 'message in a group',
                'ordering': ['at', 'pk'],
                'indexes': [models.Index(fields=['group', 'at'], name='messages_of_group')],
            },
        ),
        migrations.CreateModel(
            name='MeetingFeedback',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('heard', models.PositiveSmallIntegerField()),
                ('useful', models.PositiveSmallIntegerField()),
                ('welcome', models.PositiveSmallIntegerField()),
                ('at', models.DateTimeField()),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='feedback', to='peerhub.groupmeeting')),
                ('membership', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='feedback', to='peerhub.groupmembership')),
            ],
            options={
                'verbose_name': 'feedback after a meeting',
                'constraints': [models.UniqueConstraint(fields=('meeting', 'membership'), name='one_feedback_a_meeting'), models.CheckConstraint(condition=models.Q(('heard__range', (1, 3)), ('useful__range', (1, 3)), ('welcome__range', (1, 3))), name='feedback_from_one_to_three')],
            },
        ),
        migrations.CreateModel(
            name='MeetingGuest',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=80, verbose_name='name')),
                ('email', models.EmailField(max_length=254, verbose_name='e-mail')),
                ('about', models.CharField(max_length=120, verbose_name='what they come to tell')),
                ('invited_at', models.DateTimeField()),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='guests', to='peerhub.groupmeeting')),
            ],
            options={
                'verbose_name': 'guest of a meeting',
                'ordering': ['invited_at'],
                'constraints': [models.UniqueConstraint(fields=('meeting', 'email'), name='a_guest_is_invited_once')],
            },
        ),
        migrations.CreateModel(
            name='MemberChoice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('shows_contact', models.BooleanField(default=False)),
                ('gets_text', models.BooleanField(default=False)),
                ('leads', models.BooleanField(default=True)),
                ('is_greeter', models.BooleanField(default=False)),
                ('membership', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='choice', to='peerhub.groupmembership')),
            ],
            options={
                'verbose_name': 'choices of a member',
            },
        ),
    ]
