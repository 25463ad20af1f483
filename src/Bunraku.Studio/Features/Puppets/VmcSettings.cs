using System.Net;
using Bunraku.Mocap.Sources;
using Bunraku.Studio.Shell;

namespace Bunraku.Studio.Features.Puppets;

/// <summary>Where the puppeteer's pose is sent to.</summary>
internal sealed record VmcSettings : ISettings<VmcSettings>
{
    /// <summary>This computer.</summary>
    public const string UsualAddress = "127.0.0.1";

    /// <summary>Where programs listen to the protocol.</summary>
    public const int UsualPort = 39539;

    public bool IsOn { get; init; }

    public string Address { get; init; } = UsualAddress;

    public int Port { get; init; } = UsualPort;

    public VmcSettings Repaired() => this with { Address = Address ?? UsualAddress, Port = Port is > 0 and <= IPEndPoint.MaxPort ? Port : UsualPort };

    /// <summary>The place, or null where nothing is to be sent.</summary>
    public IPEndPoint? Target() => IsOn && NetworkAddress.TryRead(Address, out IPAddress? address) ? new IPEndPoint(address, Port) : null;
}
