using Bunraku.Core.Errors;
using Bunraku.Core.Images;
using Bunraku.Core.Teachers;
using Bunraku.Torch.Native;
using TorchSharp;

namespace Bunraku.Torch.Teachers;

/// <summary>The five networks, ready for pictures.</summary>
/// <param name="networks">The networks.</param>
/// <param name="notice">What a user should know.</param>
/// <param name="candidate">The same in bfloat16; they replace the others, if they draw the first picture alike.</param>
/// <param name="problemOf">Tells why the candidate may not be used; <see cref="PrecisionCheck.ProblemOf"/> if not given.</param>
internal sealed class TeacherSystem(
    TeacherNetworkSet networks, Phrase? notice, TeacherNetworkSet? candidate = null, Func<TeacherNetworkSet, TeacherNetworkSet, CharacterPicture, Phrase?>? problemOf = null) : ITeacherSystem
{
    private TeacherNetworkSet _networks = networks;
    private TeacherNetworkSet? _candidate = candidate;

    public TeacherFamily Family => _networks.Family;

    public string Device => _networks.Placement.Name;

    public bool IsBFloat16 => _networks.Placement.BlockType == torch.ScalarType.BFloat16;

    public Phrase? Notice { get; private set; } = notice;

    public ITeacherPoser Open(CharacterPicture picture) => TorchThread.Run(() =>
    {
        _networks.ThrowIfDisposed();
        if (_candidate is { } reduced)
        {
            _candidate = null;
            Decide(reduced, picture);
        }

        return new TeacherPoser(_networks, picture);
    });

    public void Dispose() => TorchThread.Run(() =>
    {
        _candidate?.Dispose();
        _networks.Dispose();
        LibTorch.ReturnMemory();
    });

    private void Decide(TeacherNetworkSet reduced, CharacterPicture picture)
    {
        Phrase? problem = (problemOf ?? PrecisionCheck.ProblemOf)(_networks, reduced, picture);
        TeacherNetworkSet unused = problem is null ? _networks : reduced;
        _networks = problem is null ? reduced : _networks;
        Notice ??= problem;
        unused.Dispose();
        LibTorch.ReturnMemory();
    }
}
