from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('peerhub', '0004_shared_intros'),
    ]

    operations = [
        migrations.AddField(
            model_name='peergroup',
            name='notice_days',
            field=models.PositiveSmallIntegerField(null=True, verbose_name='days before a first meeting'),
        ),
        migrations.AddField(
            model_name='peergroup',
            name='paused_until',
            field=models.DateField(null=True, verbose_name='pause until'),
        ),
        migrations.AlterField(
            model_name='groupevent',
            name='act',
            field=models.CharField(choices=[('made', 'the group was made'), ('started', 'the group began'), ('closing', 'the group is about to end'), ('closed', 'the group ended'), ('dissolved', 'the group was dissolved'), ('changed', 'time, place or name was changed'), ('invited', 'a place was offered'), ('accepted', 'a place was accepted'), ('declined', 'a place was declined'), ('lapsed', 'a place lapsed without an answer'), ('left', 'somebody left'), ('came', 'somebody came from another group'), ('moved', 'somebody moved to another group'), ('hidden', 'somebody no longer shows their name'), ('shown', 'somebody shows their name again'), ('joined', 'somebody joined'), ('planned', 'a meeting was agreed'), ('held', 'a meeting was held'), ('not_held', 'a meeting was put down as not held'), ('called_off', 'a meeting was cancelled'), ('agreed', 'the agreement of the group was changed'), ('paused', 'the group takes a pause'), ('resumed', 'the pause is over'), ('continues', 'the group goes on by itself')], max_length=20),
        ),
    ]
