using System.Security.Cryptography;
using Bunraku.Core.Errors;
using Bunraku.Core.Images;
using Bunraku.Core.Models;
using Bunraku.Core.Teachers;
using LoadingProgress = Bunraku.Core.Teachers.TeacherLoading;

namespace Bunraku.Distillation.Teachers;

/// <summary>The five large networks as a teacher.</summary>
internal static class CompleteSystem
{
    /// <summary>
    /// What follows the family's name in identities. Version 2: drawn after libtorch's arithmetic was proved. What an earlier version drew may be wrong, so no cache or run of
    /// it is continued. Families with straight alpha get a straight picture, and what they draw is premultiplied.
    /// </summary>
    private const string Version = "v2";

    /// <summary>What follows in the identity of one that computes in bfloat16.</summary>
    private const string Reduced = "bfloat16";

    /// <summary>Opens them with the request's picture.</summary>
    /// <param name="request">What is wanted.</param>
    /// <param name="family">Which networks.</param>
    /// <param name="loader">What computes them.</param>
    /// <exception cref="BadInputException">A file is missing or wrong, or the device is not there.</exception>
    public static Teacher Open(TeacherRequest request, TeacherFamily family, ITeacherLoader loader)
    {
        string folder = request.WeightsFolder ?? TeacherModels.OfUser(family).Path;
        CharacterPicture picture = ImageConversion.ToNetwork(request.Picture, request.PictureName);

        // Engines and devices differ in rounding only, so they are no part of the identity.
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        ITeacherSystem system = loader.Load(family, folder, request.Device, request.Precision, new Saying(request.Say), hash);
        hash.AppendData(request.Picture.Pixels);
        try
        {
            // The precision may be decided by the picture.
            ITeacherPoser poser = system.Open(picture);
            if (system.Notice is { } notice)
            {
                request.Say($"warning: {notice}");
            }

            string name = system.IsBFloat16 ? $"{family.Name} ({system.Device}, {Reduced})" : $"{family.Name} ({system.Device})";
            string identity = system.IsBFloat16 ? $"{family.Name} {Version} {Reduced}" : $"{family.Name} {Version}";
            return new Teacher(name, $"{identity} {Convert.ToHexStringLower(hash.GetHashAndReset())}", poser, system) { Attribution = family.Publication.Attribution };
        }
        catch
        {
            system.Dispose();
            throw;
        }
    }

    /// <summary>The precision of a teacher by its identity.</summary>
    public static TeacherPrecision PrecisionOf(string identity) =>
        TeacherFamily.All.Any(family => identity.StartsWith($"{family.Name} {Version} {Reduced} ", StringComparison.Ordinal)) ? TeacherPrecision.Reduced : TeacherPrecision.Full;

    /// <summary>Whether a teacher's identity is that of five networks.</summary>
    public static bool IsIdentity(string identity) => TeacherFamily.All.Any(family => identity.StartsWith(family.Name + " ", StringComparison.Ordinal));

    private sealed class Saying(Action<string> say) : IProgress<LoadingProgress>
    {
        public void Report(LoadingProgress value) => say($"loading {value.FileName}, {value.Finished + 1} of {value.Count}");
    }
}
