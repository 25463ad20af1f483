using System.Net;
using Bunraku.Core.Errors;
using Bunraku.Mocap.Sources;
using Bunraku.Mocap.Sources.FaceMotion;
using Bunraku.Mocap.Sources.IFacialMocap;
using Bunraku.Mocap.Sources.LiveLinkFace;
using Bunraku.Mocap.Sources.OpenSeeFace;
using Bunraku.Mocap.Sources.VTubeStudio;
using Bunraku.Mocap.Sources.Vmc;

namespace Bunraku.Cli.Commands;

/// <summary>The sources of tracking that the command line offers, by the names to type.</summary>
internal static class MocapSource
{
    public const string Usual = "ifacialmocap";

    private static readonly (string Name, Func<IPAddress?, SourceSetup> Setup, Func<SourceSetup, IFaceSource> Create)[] Sources =
    [
        (Usual, phone => IFacialMocapSource.SetupFor(phone), setup => new IFacialMocapSource(setup)),
        ("ifacialmocap-tcp", phone => IFacialMocapTcpSource.SetupFor(phone), setup => new IFacialMocapTcpSource(setup)),
        ("ifacialmocap-v3", phone => IFacialMocapSource.SetupFor(phone), setup => new IFacialMocapSource(setup, version: StreamVersion.Version3)),
        ("ifacialmocap-v3-tcp", phone => FaceMotionTcpSource.SetupFor(Required(phone, "ifacialmocap-v3-tcp")), setup => new FaceMotionTcpSource(setup)),
        ("facemotion3d", phone => IFacialMocapSource.SetupFor(phone, PhoneApp.Facemotion3D), setup => new IFacialMocapSource(setup, PhoneApp.Facemotion3D)),
        ("vtubestudio", phone => VTubeStudioSource.SetupFor(Required(phone, "vtubestudio")), setup => new VTubeStudioSource(setup)),
        ("livelinkface", _ => LiveLinkFaceSource.DefaultSetup, setup => new LiveLinkFaceSource(setup)),
        ("openseeface", _ => OpenSeeFaceSource.DefaultSetup, setup => new OpenSeeFaceSource(setup)),
        ("vmc", _ => VmcSource.DefaultSetup, setup => new VmcSource(setup)),
    ];

    /// <summary>The names to type.</summary>
    public static string[] Names { get; } = [.. Sources.Select(source => source.Name)];

    /// <summary>Makes a source that is not running yet.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <param name="phone">The phone's address as typed, or null.</param>
    /// <param name="port">The port to listen on instead of the usual one, or null.</param>
    /// <exception cref="BadInputException">The address is none, or the source needs one.</exception>
    public static IFaceSource Create(string name, string? phone, int? port)
    {
        (_, Func<IPAddress?, SourceSetup> setupFor, Func<SourceSetup, IFaceSource> create) = Sources.First(source => source.Name == name);
        SourceSetup setup = setupFor(phone is null ? null : PhoneAddress.Parse(phone));
        return create(setup with { Port = port ?? setup.Port });
    }

    private static IPAddress Required(IPAddress? phone, string name) => phone
        ?? throw new BadInputException($"The source {name} needs the phone's address: --phone 192.168.0.12, as its app shows it.");
}
