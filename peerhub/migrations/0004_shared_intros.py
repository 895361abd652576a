import django.db.models.deletion
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('peerhub', '0003_group_space'),
    ]

    operations = [
        migrations.CreateModel(
            name='SharedIntro',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('starts_at', models.DateTimeField(verbose_name='begins')),
                ('ends_at', models.DateTimeField(verbose_name='ends')),
                ('link', models.URLField(max_length=300, verbose_name='link')),
                ('programme', models.TextField(blank=True, max_length=1000, verbose_name='programme')),
                ('has_captions', models.BooleanField(default=False, verbose_name='captions')),
                ('sequence', models.PositiveIntegerField(default=0)),
                ('changed_at', models.DateTimeField()),
                ('cancelled_at', models.DateTimeField(null=True)),
                ('groups', models.ManyToManyField(related_name='intros', to='peerhub.peergroup')),
                ('round', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='intros', to='peerhub.signupround')),
            ],
            options={
                'verbose_name': 'shared intro meeting',
                'ordering': ['starts_at'],
                'constraints': [models.CheckConstraint(condition=models.Q(('ends_at__gt', models.F('starts_at'))), name='intro_ends_later'), models.CheckConstraint(condition=models.Q(('link__startswith', 'https://')), name='intro_link_is_https')],
            },
        ),
        migrations.CreateModel(
            name='IntroAnswer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('comes', models.BooleanField()),
                ('membership', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='intro_answers', to='peerhub.groupmembership')),
                ('intro', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='answers', to='peerhub.sharedintro')),
            ],
            options={
                'verbose_name': 'answer about the intro meeting',
                'constraints': [models.UniqueConstraint(fields=('intro', 'membership'), name='one_answer_an_intro')],
            },
        ),
    ]
