using Bunraku.Core.Characters;
using Bunraku.Core.Errors;
using Bunraku.Core.Images;
using Bunraku.Core.Poses;
using Bunraku.Core.Posing;
using Bunraku.Live.Items;
using Bunraku.Live.Frames;
using Bunraku.Live.Stages;
using Bunraku.Live.Tests.Fakes;
using Bunraku.Siren;
using Bunraku.TestSupport;
using Microsoft.Extensions.Logging.Abstractions;

namespace Bunraku.Live.Tests.Stages;

/// <summary>Whoever comes late finds nobody, and never a poser whose memory is gone.</summary>
public sealed class OwnershipTests : IDisposable
{
    private readonly OpenStages _stages = new(NullLogger<Stage>.Instance, new ItemShelf());

    public void Dispose() => _stages.Dispose();

    [Fact]
    public void Picture_that_is_saved_after_its_page_was_left_is_none()
    {
        var poser = new StrictPoser();
        LiveStage stage = _stages.Open();
        stage.Show(new Actor(TestCharacter.Create(), poser));
        Assert.NotNull(stage.Save(PictureStyle.Transparent, default));

        _stages.Close(stage);

        Assert.Null(stage.Save(PictureStyle.Transparent, default));
        Assert.False(poser.WasUsedAfterDisposal);
    }

    [Fact]
    public async Task Saving_and_leaving_at_the_same_time_never_meet()
    {
        for (int round = 0; round < 200; round++)
        {
            var poser = new StrictPoser();
            LiveStage stage = _stages.Open();
            stage.Show(new Actor(TestCharacter.Create(), poser));
            Task saving = Task.Run(() => Enumerable.Range(0, 3).Select(_ => stage.Save(PictureStyle.AsOriginal, new LinearColor(0, 0, 0))).ToArray(), TestContext.Current.CancellationToken);
            _stages.Close(stage);
            await saving;
            Assert.True(poser.IsDisposed);
            Assert.False(poser.WasUsedAfterDisposal);
        }
    }

    [Fact]
    public void Character_that_comes_after_its_page_was_left_is_let_go()
    {
        var poser = new StrictPoser();
        LiveStage stage = _stages.Open();
        _stages.Close(stage);

        var late = new Actor(TestCharacter.Create(), poser);
        stage.Show(late);

        Assert.True(poser.IsDisposed);
        Assert.True(late.Gone.IsCancellationRequested);
        Assert.Null(stage.Character);
    }

    [Fact]
    [Trait("Category", "Slow")]
    public void Twenty_pages_that_are_left_before_their_character_comes_leave_memory_where_it_was()
    {
        CharacterModel koito = CharacterModel.Load(TestData.Koito);
        ComeLate();
        long before = Environment.WorkingSet;
        for (int page = 0; page < 20; page++)
        {
            ComeLate();
        }

        // A poser is 50 MB. Other tests take some memory meanwhile.
        Assert.InRange(Environment.WorkingSet - before, long.MinValue, 400L << 20);

        void ComeLate()
        {
            LiveStage stage = _stages.Open();
            var late = new Actor(koito, new StudentPoser(koito));
            Assert.True(late.TryLease(out ActorLease lease));
            lease.Render(Pose.Rest, new PosedFrame());
            lease.Dispose();
            _stages.Close(stage);
            stage.Show(late);
        }
    }

    [Fact]
    public void Actor_that_is_gone_lends_nothing_and_goes_only_once()
    {
        var actor = new Actor(TestCharacter.Create(), new StrictPoser());
        Assert.True(actor.TryLease(out ActorLease lease));
        lease.Dispose();
        actor.Dispose();
        actor.Dispose();

        Assert.False(actor.TryLease(out ActorLease none));
        none.Dispose();
    }

    [Fact]
    public async Task Actor_waits_with_its_end_for_the_one_who_draws()
    {
        using var drawing = new ManualResetEventSlim();
        using var goOn = new ManualResetEventSlim();
        var poser = new StrictPoser
        {
            Drawing = () =>
            {
                drawing.Set();
                goOn.Wait(TestContext.Current.CancellationToken);
            },
        };
        var actor = new Actor(TestCharacter.Create(), poser);
        Task draws = Task.Run(
            () =>
            {
                Assert.True(actor.TryLease(out ActorLease lease));
                using (lease)
                {
                    lease.Render(Pose.Rest, new PosedFrame());
                }
            },
            TestContext.Current.CancellationToken);
        drawing.Wait(TestContext.Current.CancellationToken);
        Task leaves = Task.Run(actor.Dispose, TestContext.Current.CancellationToken);
        await Task.Delay(50, TestContext.Current.CancellationToken);
        Assert.False(poser.IsDisposed);

        goOn.Set();
        await Task.WhenAll(draws, leaves);

        Assert.True(poser.IsDisposed);
        Assert.False(poser.WasUsedAfterDisposal);
    }

    [Fact]
    public void More_pages_than_there_is_room_for_are_refused_however_many_come_at_once()
    {
        int opened = 0;
        Parallel.For(0, 64, new ParallelOptions { MaxDegreeOfParallelism = 16 }, _ =>
        {
            try
            {
                _stages.Open();
                Interlocked.Increment(ref opened);
            }
            catch (BadInputException)
            {
                // There is no room.
            }
        });

        Assert.Equal(16, opened);
        Assert.Equal(16, _stages.Count);
    }

    /// <summary>Notices what would end the process with a real engine.</summary>
    private sealed class StrictPoser : IPoser
    {
        private int _inside;

        public Action? Drawing { get; init; }

        public bool IsDisposed { get; private set; }

        public bool WasUsedAfterDisposal { get; private set; }

        public void Render(Pose pose, PosedFrame frame)
        {
            Interlocked.Increment(ref _inside);
            WasUsedAfterDisposal |= IsDisposed;
            Drawing?.Invoke();
            Interlocked.Decrement(ref _inside);
        }

        public void Dispose()
        {
            WasUsedAfterDisposal |= Volatile.Read(ref _inside) > 0;
            IsDisposed = true;
        }
    }
}
