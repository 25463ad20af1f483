using Bunraku.Core.Posing;
using Bunraku.Distillation.Bank;
using Bunraku.Distillation.Poses;
using Bunraku.Distillation.Teachers;

namespace Bunraku.Distillation.Training;

/// <summary>Where the frames of a run come from.</summary>
/// <param name="Teacher">Who renders.</param>
/// <param name="Poses">Where the poses come from.</param>
/// <param name="Bank">Keeps what the teacher renders; null where every example has a new frame.</param>
internal sealed record FrameSource(Teacher Teacher, IPoseSource Poses, BankedPoser? Bank)
{
    /// <summary>Room for about 30,000 frames of the body network.</summary>
    private const long BankBytes = 32L << 30;

    /// <summary>Renders, and keeps where frames are kept.</summary>
    public IPoser Poser => (IPoser?)Bank ?? Teacher;

    /// <summary>A source with a bank in a folder.</summary>
    /// <exception cref="Core.Errors.BadInputException">The folder cannot be used.</exception>
    public static FrameSource WithBank(Teacher teacher, IPoseSource poses, string folder, Action<string>? say = null) =>
        new(teacher, poses, new BankedPoser(teacher, folder, teacher.Identity, BankBytes, say));
}
