using Bunraku.Core.Errors;
using Bunraku.Live.Trackers;
using Bunraku.Mocap.Sources;

namespace Bunraku.Live.Tests.Trackers;

public sealed class TrackerTests
{
    public static TheoryData<string> Kinds => [.. Enum.GetNames<TrackerKind>()];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Every_tracker_has_sources_that_know_the_phone(string kind)
    {
        TrackerKind tracker = Enum.Parse<TrackerKind>(kind);
        IReadOnlyList<IFaceSource> sources = Tracker.Sources(new TrackerConnection { Tracker = tracker, Address = " 192.168.7.8 " });

        Assert.NotEmpty(sources);
        Assert.Equal(tracker, Tracker.Of(tracker).Kind);
        Assert.Equal(Tracker.Of(tracker).Address != AddressNeed.None, sources.Any(source => source.Setup.PhoneAddress?.ToString() == "192.168.7.8"));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Without_an_address_a_tracker_listens_or_asks_for_it(string kind)
    {
        var connection = new TrackerConnection { Tracker = Enum.Parse<TrackerKind>(kind) };
        if (Tracker.Of(connection.Tracker).Address == AddressNeed.Required)
        {
            Assert.Contains("address", Assert.Throws<BadInputException>(() => Tracker.Sources(connection)).Message, StringComparison.Ordinal);
        }
        else
        {
            Assert.All(Tracker.Sources(connection), source => Assert.Null(source.Setup.PhoneAddress));
        }
    }

    [Fact]
    public void Own_port_is_listened_on_and_an_impossible_one_is_refused()
    {
        var connection = new TrackerConnection { Tracker = TrackerKind.Vmc, Port = 39600, ListensToAll = true };

        SourceSetup setup = Assert.Single(Tracker.Sources(connection)).Setup;

        Assert.Equal((39600, null), (setup.Port, setup.ListenAddress));
        Assert.Throws<BadInputException>(() => Tracker.Sources(connection with { Port = 70000 }));
    }

    [Fact]
    public void Automatic_listens_on_a_different_port_for_each_app()
    {
        IReadOnlyList<IFaceSource> sources = Tracker.Sources(new TrackerConnection { Tracker = TrackerKind.Automatic, Address = "192.168.7.8" });

        Assert.Equal(sources.Count, sources.Select(source => (source.Setup.Transport, source.Setup.Port)).Distinct().Count());
        Assert.Single(sources, source => source.Setup is { Protocol: TrackingProtocol.IFacialMocap, PhoneAddress: not null });
    }
}
