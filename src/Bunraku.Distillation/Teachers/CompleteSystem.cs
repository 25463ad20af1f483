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
    /// How identities begin. Version 2: drawn after libtorch's arithmetic was proved. What an earlier version drew may be wrong, so no cache or run of it is continued.
    /// </summary>
    private const string Identity = "tha4 v2";

    /// <summary>Opens them with the request's picture.</summary>
    /// <param name="request">What is wanted.</param>
    /// <param name="loader">The libtorch plug-in.</param>
    /// <exception cref="BadInputException">A file is missing or wrong, or the device is not there.</exception>
    public static Teacher Open(TeacherRequest request, ITeacherLoader loader)
    {
        string folder = request.WeightsFolder ?? TeacherModels.OfUser.Path;
        CharacterPicture picture = ImageConversion.ToNetwork(request.Picture, request.PictureName);

        // Devices differ in rounding only, so they are no part of the identity.
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        ITeacherSystem system = loader.Load(folder, request.Device, new Saying(request.Say), hash);
        hash.AppendData(request.Picture.Pixels);
        try
        {
            if (system.Notice is { } notice)
            {
                request.Say($"warning: {notice}");
            }

            return new Teacher($"tha4 ({system.Device})", $"{Identity} {Convert.ToHexStringLower(hash.GetHashAndReset())}", system.Open(picture), system);
        }
        catch
        {
            system.Dispose();
            throw;
        }
    }

    private sealed class Saying(Action<string> say) : IProgress<LoadingProgress>
    {
        public void Report(LoadingProgress value) => say($"loading {value.FileName}, {value.Finished + 1} of {value.Count}");
    }
}
