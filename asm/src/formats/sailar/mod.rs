//! The SAILAR format (`.sail`): a module's identity and its structs.
